import { describe, expect, it } from '@jest/globals';
import { strictly, tellRefusals } from '@lienthong/gateway/policy/telling/tell-refusals';
import { REASONS } from '@lienthong/shared/policy/reasons';
import { REASON_CODES, type ReasonCode, type Refusal } from '@lienthong/shared/policy/types';
import { GraphQLError } from 'graphql';

const refusal = (change: Partial<Refusal> = {}): Refusal => ({
  ...{ allowed: false, coordinate: 'Person.faith', reason: 'NO_GRANT', basis: 'Law Art 1' },
  ...{ failed: 'GRANT_EXISTS', rule: null, nearest: null },
  ...change,
});
const place = (coordinate: string, ...path: string[]) => ({ coordinate, path, ways: [[]] });
const tell = (of: Refusal, ...places: ReturnType<typeof place>[]) =>
  tellRefusals(places, new Map(places.map(({ coordinate }) => [coordinate, of]))).map((error) =>
    error.toJSON(),
  );

describe('A refused field', () => {
  it('is told at its place, in both languages, with its law', () => {
    const { vi, en } = REASONS.NO_GRANT.text;
    expect(tell(refusal(), place('Person.faith', 'a', 'b'))).toEqual([
      {
        message: `Person.faith: ${en}`,
        path: ['a', 'b'],
        extensions: {
          code: 'NO_GRANT',
          coordinate: 'Person.faith',
          basis: 'Law Art 1',
          messageVi: `Person.faith: ${vi}`,
        },
      },
    ]);
  });

  it('is told at every place it was asked at', () => {
    const told = tell(refusal(), place('Person.faith', 'a'), place('Person.faith', 'b', 'c'));
    expect(told.map(({ path }) => path)).toEqual([['a'], ['b', 'c']]);
  });

  it.each<[string, Partial<Refusal>, object]>([
    ['the rule that forbids it', { reason: 'FORBIDDEN', rule: 'no-faith' }, { rule: 'no-faith' }],
    ['the grant that came nearest', { nearest: 'register-moh' }, { nearest: 'register-moh' }],
    ['the field it cannot be fetched without', { coordinate: 'Person.id' }, { needs: 'Person.id' }],
  ])('names %s', (_, change, facts) => {
    const [told] = tell(refusal(change), place('Person.faith', 'a'));
    expect(told!.extensions).toMatchObject({ coordinate: 'Person.faith', ...facts });
  });

  it.each(REASON_CODES)('has words in both languages for %s', (reason) => {
    const [told] = tell(refusal({ reason }), place('Person.faith', 'a'));
    expect(told).toMatchObject({
      message: expect.stringMatching(/^Person\.faith: .{20,}\.$/s),
      extensions: { code: reason, messageVi: expect.stringMatching(/^Person\.faith: .{15,}\.$/s) },
    });
  });
});

describe('All or nothing', () => {
  const answer = (code?: string) => ({
    json: '{"person":{"name":"An"}}',
    ...(code && { errors: [new GraphQLError('No.', { extensions: { code } })] }),
  });

  it.each<[string, boolean, string | undefined, boolean]>([
    ['gives what was answered, where nothing was refused', true, undefined, true],
    ['gives nothing, where the gateway refused a field', true, 'NO_GRANT' satisfies ReasonCode, false],
    ['gives nothing, where an owner refused a row', true, 'ROW_OUT_OF_SCOPE' satisfies ReasonCode, false],
    ['gives what there is, where an agency is away', true, 'AGENCY_UNAVAILABLE', true],
    ['is for those who ask for it', false, 'NO_GRANT', true],
  ])('%s', (_, strict, code, given) => {
    expect(strictly(strict, answer(code)).json).toBe(given ? answer(code).json : null);
  });
});
