import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/ask.ts';
import { startCommand } from '../support/command.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';

/** A newborn of the first synthetic household, its father, its registration; and a child nobody named. */
const CHILD = '003226000014';
const FATHER = '003086000011';
const REGISTRATION = 'KS-00070-2026-0014';
const STRANGER = '009320000043';

let country: TestDeployment;
let registrar: Record<string, string>;
let citizen: Record<string, string>;
beforeAll(async () => {
  country = await startTestDeployment();
  const bearer = async (...args: string[]) => ({ authorization: `Bearer ${await country.token(...args)}` });
  const purpose = ['--purpose', 'birth-registration', '--case', 'HS-2026-14'];
  registrar = await bearer('--agency', 'mps', ...purpose, '--subject', CHILD);
  citizen = await bearer('--citizen', CHILD);
}, 60_000);
afterAll(() => country.remove());

const codes = ({ body }: Answer) =>
  (body.errors ?? []).map(({ path, extensions }) => [path, extensions.code]);
interface Told {
  readonly receipt: string;
  readonly grants: readonly string[];
  readonly refused: readonly Readonly<Record<string, unknown>>[];
}
const told = ({ body }: Answer) => body.extensions!['exchange'] as Told;

const BIRTH = `query Birth($number: ID!) {
  birthRegistration(number: $number) { number placeOfBirth registrarName adoptionOrigin child { personalId fullName } }
}`;

describe('In the whole country, through the gateway', () => {
  it('[RULE-57] [RULE-59] civil status is read for a procedure and its case, and joined to the population', async () => {
    const answer = await country.ask(BIRTH, { number: REGISTRATION }, registrar);
    expect(answer.body.data.birthRegistration).toEqual({
      number: REGISTRATION,
      placeOfBirth: expect.any(String),
      registrarName: expect.stringMatching(/^(\p{Lu}\. ?)+$/u),
      adoptionOrigin: null,
      child: { personalId: CHILD, fullName: expect.any(String) },
    });
    expect(told(answer).grants).toEqual(['moj-mps-birth-chain']);
  });

  it('[RULE-02] a refusal says its code, its law and what to do about it, and has a receipt', async () => {
    const answer = await country.ask(BIRTH, { number: REGISTRATION }, registrar);
    expect(codes(answer)).toEqual([[['birthRegistration', 'adoptionOrigin'], 'FORBIDDEN']]);
    expect(told(answer).refused).toEqual([
      expect.objectContaining({
        coordinate: 'BirthRegistration.adoptionOrigin',
        basis: expect.objectContaining({ citation: 'PDPL 91/2025 Art 3' }),
        rule: 'moj-no-adoption-origin',
        howToAsk: { vi: expect.any(String), en: expect.any(String) },
      }),
    ]);
    expect(told(answer).receipt).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('[RULE-06] what the purpose does not need is refused, whatever grant there is', async () => {
    const health = await country.ask(
      'query ($id: ID!) { citizen(personalId: $id) { healthRecord { bloodGroup } } }',
      { id: CHILD },
      registrar,
    );
    expect(codes(health).map(([, code]) => code)).toEqual(['EXCESS_FIELDS', 'EXCESS_FIELDS']);
  });

  it('somebody the case does not name is refused like somebody who does not exist', async () => {
    const school = await country.token(
      '--agency',
      'moet',
      '--purpose',
      'school-admission',
      '--case',
      'TS-1',
      '--subject',
      CHILD,
    );
    const ask = (id: string) =>
      country.ask(
        'query ($id: ID!) { citizen(personalId: $id) { fullName } }',
        { id },
        { authorization: `Bearer ${school}` },
      );
    const [stranger, nobody] = [await ask(STRANGER), await ask('003226999999')];
    expect(stranger.body.errors).toEqual(nobody.body.errors);
    expect(codes(stranger)).toEqual([[['citizen'], 'ROW_OUT_OF_SCOPE']]);
  });

  it('all or nothing is one header away', async () => {
    const answer = await country.ask(
      BIRTH,
      { number: REGISTRATION },
      { ...registrar, prefer: 'handling=strict' },
    );
    expect(answer.body.data).toBeNull();
    expect(codes(answer)).toEqual([[['birthRegistration', 'adoptionOrigin'], 'FORBIDDEN']]);
    expect(answer.headers.get('preference-applied')).toBe('handling=strict');

    const { body } = await country.ask(
      '{ me { disclosures(first: 1) { nodes { id outcome sources { given } } } } }',
      {},
      citizen,
    );
    const [newest] = body.data.me.disclosures.nodes as { sources: unknown[] }[];
    expect(newest).toMatchObject({ id: told(answer).receipt, outcome: 'REFUSED' });
    expect(newest!.sources).toEqual([{ given: [] }]);
  });

  it('and what an owner gave before another refused is then not told, nor counted as given', async () => {
    const school = await country.token(
      ...['--agency', 'moet', '--purpose', 'school-admission', '--case', 'TS-2', '--subject', CHILD],
    );
    const answer = await country.ask(
      `{ named: citizen(personalId: "${CHILD}") { fullName } other: citizen(personalId: "${STRANGER}") { fullName } }`,
      {},
      { authorization: `Bearer ${school}`, prefer: 'handling=strict' },
    );
    expect([answer.body.data, codes(answer)]).toEqual([null, [[['other'], 'ROW_OUT_OF_SCOPE']]]);
    const { body } = await country.ask(
      '{ me { disclosures(first: 1) { nodes { outcome sources { owner given } } } } }',
      {},
      citizen,
    );
    expect(body.data.me.disclosures.nodes).toEqual([
      { outcome: 'REFUSED', sources: [{ owner: 'mps', given: [] }] },
    ]);
  });

  it('a citizen sees who asked about them, refusals too, and nobody else does', async () => {
    const seenBy = async (headers: Record<string, string>) => {
      const { body } = await country.ask(
        '{ me { disclosures(first: 100) { nodes { id sources { owner refused { field } } } } } }',
        {},
        headers,
      );
      expect(body.errors).toBeUndefined();
      return body.data.me.disclosures.nodes as { id: string; sources: unknown[] }[];
    };
    const asked = await country.ask(BIRTH, { number: REGISTRATION }, registrar);
    const [newest] = await seenBy(citizen);
    expect(newest).toMatchObject({ id: told(asked).receipt });
    expect(newest!.sources).toContainEqual({
      owner: 'moj',
      refused: [{ field: 'BirthRegistration.adoptionOrigin' }],
    });

    const other = { authorization: `Bearer ${await country.token('--citizen', STRANGER)}` };
    expect((await seenBy(other)).map(({ id }) => id)).not.toContain(told(asked).receipt);
    expect(codes(await country.ask('{ me { personalId } }', {}, registrar)).length).toBeGreaterThan(0);
  });

  it('[RULE-03] [RULE-09] every answer has a receipt in a log that verifies offline and names no person', async () => {
    const { receipt } = told(await country.ask(BIRTH, { number: REGISTRATION }, registrar));
    const variables = { DATA_DIR: country.dataDir };
    const proof = await startCommand('scripts/ledger.ts', ['prove', receipt], variables).ended;
    expect(proof.stdout).toContain(receipt);
    expect(proof.stdout).not.toMatch(new RegExp(`${CHILD}|${FATHER}`));
    const verified = await startCommand('scripts/ledger.ts', ['verify'], variables).ended;
    expect([verified.code, verified.stderr]).toEqual([0, expect.not.stringContaining('wrong')]);
  });

  it('[RULE-01] a receipt says by which version of the rules was decided, as the explanation does', async () => {
    const { receipt } = told(await country.ask(BIRTH, { number: REGISTRATION }, registrar));
    const { body } = await country.ask('{ explain(operation: "{ agencies { id } }") { ruleSet } }');
    const variables = { DATA_DIR: country.dataDir };
    const { stdout } = await startCommand('scripts/ledger.ts', ['prove', receipt], variables).ended;
    const [version] = /[0-9a-f]{64}/.exec(body.data.explain.ruleSet as string)!;
    expect(JSON.parse(stdout).receipt).toMatchObject({ id: receipt, ruleSetHash: version });
  });

  it('[REQ-03] data flows between the blocks; where an agreement is missing, its owner is told who asked', async () => {
    const front = await country.token('--agency', 'vff', '--purpose', 'state-management');
    const answer = await country.ask(
      '{ facilities(province: "01") { beds stockpile } }',
      {},
      { authorization: `Bearer ${front}` },
    );
    expect(answer.body.data.facilities).toContainEqual({ beds: expect.any(Number), stockpile: null });
    expect(new Set(codes(answer).map(([, code]) => code))).toEqual(new Set(['NO_GRANT']));

    const health = await country.token('--agency', 'moh', '--purpose', 'state-management');
    const { body } = await country.ask(
      '{ disclosuresOfMine(first: 1) { nodes { id agency refused { field reason } } } }',
      {},
      { authorization: `Bearer ${health}` },
    );
    expect(body.data.disclosuresOfMine.nodes).toEqual([
      {
        id: told(answer).receipt,
        agency: 'vff',
        refused: [{ field: 'Facility.stockpile', reason: 'NO_GRANT' }],
      },
    ]);
  });

  it('introspection shows a caller what some grant could give them, and no more', async () => {
    const fieldsOf = async (headers: Record<string, string>) => {
      const { body } = await country.ask('{ __type(name: "Citizen") { fields { name } } }', {}, headers);
      const type = body.data.__type as { fields: { name: string }[] } | null;
      return type?.fields.map(({ name }) => name) ?? null;
    };
    expect(await fieldsOf({})).toBeNull();
    const school = await country.token(
      '--agency',
      'moet',
      '--purpose',
      'school-admission',
      '--case',
      'TS-1',
      '--subject',
      CHILD,
    );
    const seen = await fieldsOf({ authorization: `Bearer ${school}` });
    expect(seen).toEqual(expect.arrayContaining(['fullName', 'livesIn', 'vaccinationComplete']));
    expect(seen).not.toEqual(expect.arrayContaining(['religion']));
    expect(seen).not.toEqual(expect.arrayContaining(['healthRecord']));
  });

  it('[RULE-04] explains by the law of any day, past or to come', async () => {
    const verdictOn = async (at: string) => {
      const { body } = await country.ask(
        `query ($at: Date) {
          explain(agency: "mps", purpose: "birth-registration", at: $at
            operation: "{ birthRegistration(number: \\"1\\") { number } }") {
            fields { field allowed permit { grant } refusal { reason } }
          }
        }`,
        { at },
      );
      expect(body.errors).toBeUndefined();
      return (body.data.explain.fields as { field: string }[]).find(
        ({ field }) => field === 'BirthRegistration.number',
      );
    };
    expect(await verdictOn('2025-10-21')).toMatchObject({ permit: { grant: 'moj-mps-birth-chain-2020' } });
    expect(await verdictOn('2025-10-22')).toMatchObject({ permit: { grant: 'moj-mps-birth-chain' } });
    expect(await verdictOn('2028-01-01')).toMatchObject({ allowed: false, refusal: { reason: 'EXPIRED' } });
  });
});
