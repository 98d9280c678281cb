import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REASONS } from '@lienthong/shared/policy/reasons';
import { REASON_CODES, type ReasonCode } from '@lienthong/shared/policy/types';
import { explained, expectExplained } from './explained.ts';
import { readCallers, readCaseFiles, type Case } from './case-files.ts';
import { outcomeOfReceipt } from './receipts.ts';
import { refusedByGateway, runCase, type Outcome } from './run-case.ts';
import { startWorld, type World } from './world.ts';

const callers = readCallers();
const files = readCaseFiles();

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.remove());

describe.each(files.map(({ theme, cases }) => [theme, cases] as const))('%s', (_, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_, asked) => {
    const outcome = await runCase(world, callers, asked);
    expectAnswered(asked, outcome);
    expectNothingRefusedAsked(outcome);
    expectReasonsTold(outcome);
    if (asked.expect.outcome)
      expect(await outcomeOfReceipt(world, callers, outcome)).toBe(asked.expect.outcome);
    if (explained(asked, outcome)) await expectExplained(world, asked, callers, outcome);
  });
});

it('There are cases enough, and no two of one name', () => {
  const names = files.flatMap(({ cases }) => cases.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(120);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

function expectAnswered(
  { expect: expected, directly }: Case,
  { status, headers, text, body, asked }: Outcome,
): void {
  const { errors = [], data } = body;
  const told = errors.map(({ extensions, path }) => ({ ...extensions, ...(path && { path }) }));
  expect({ status, data, errors: told, asked }).toEqual({
    status: expected.status,
    data: expected.data === 'any' ? expect.any(Object) : expected.data,
    errors:
      expected.errors === 'any'
        ? expect.any(Array)
        : expect.arrayContaining(expected.errors.map((error) => expect.objectContaining(error))),
    // Who goes past the gateway knocks at the door by themselves.
    asked: directly === undefined ? expected.asked : asked,
  });
  if (expected.errors === 'any') expect(told).not.toEqual([]);
  else {
    const isExpected = (error: Readonly<Record<string, unknown>>) =>
      (expected.errors as readonly object[]).some((each) =>
        Object.entries(each).every(([key, value]) => isDeepStrictEqual(error[key], value)),
      );
    expect(told.filter((error) => !isExpected(error))).toEqual([]);
    expect(told).toHaveLength(expected.errors.length);
  }
  for (const [name, value] of Object.entries(expected.headers)) expect(headers.get(name)).toBe(value);
  for (const secret of expected.nowhere) expect(text).not.toContain(secret);
}

/** The heart of it: what was refused was not fetched, whether or not it would have been returned. */
function expectNothingRefusedAsked({ body, asked }: Outcome): void {
  const reached = new Set(Object.values(asked).flat());
  expect(refusedByGateway(body).filter((field) => reached.has(field))).toEqual([]);
}

/** Every refusal says why in both languages, and by which law. */
function expectReasonsTold({ body: { errors = [] } }: Outcome): void {
  for (const { message, extensions } of errors) {
    if (!isReason(extensions.code) || extensions.code === 'BYPASS') continue;
    const { text } = REASONS[extensions.code];
    expect(message).toContain(text.en);
    expect(extensions['messageVi']).toContain(text.vi);
    expect(extensions['basis']).toEqual(expect.any(String));
  }
}

const isReason = (code: string): code is ReasonCode => (REASON_CODES as readonly string[]).includes(code);
