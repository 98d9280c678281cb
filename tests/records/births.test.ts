import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeAnswer } from '@lienthong/shared/asking/ask-exchange';
import type { Caller } from '@lienthong/shared/policy/types';
import { BirthDossier, BirthStep } from '../../subgraphs/moj/births/entities.ts';
import { BirthRegistration } from '../../subgraphs/moj/civil-status.ts';
import { Citizen, Guardianship } from '../../subgraphs/mps/entities.ts';
import { Newborn } from '../../subgraphs/mps/newborns.ts';
import { changing, outsiders, withCase } from './changing.ts';

const DOSSIER = 'H08-261102-0001';
const MOTHER = '005193000022';
const FATHER = '003086000011';
const STRANGER = '001099000001';

/** What the owner of a record says to a case that does not name who it is about, whether or not there is one. */
const WITHHELD: ExchangeAnswer = {
  data: null,
  errors: [{ message: 'The records are outside the scope.', extensions: { code: 'ROW_OUT_OF_SCOPE' } }],
};

describe('A birth', () => {
  const { run, asked, exchange, rows } = changing('moj', [BirthDossier, BirthStep]);
  beforeEach(() => {
    exchange.answers = ({ query, case: about }) => {
      if (!about?.subjects.includes(MOTHER)) return WITHHELD;
      if (query.includes('enterNewborn'))
        return { data: { enterNewborn: { personalId: '005326900000' } }, errors: [] };
      if (query.includes('issueChildInsurance'))
        return { data: { issueChildInsurance: { cardNumber: 'TE1087999000000' } }, errors: [] };
      const certificate = { dateOfBirth: '2026-10-30', sex: 'FEMALE', mother: { personalId: MOTHER } };
      return { data: { birthCertificate: { ...certificate, facility: null } }, errors: [] };
    };
  });
  beforeEach(() => rows(BirthRegistration).delete({ motherId: MOTHER }));

  const COUNTER = withCase('ppc', DOSSIER, MOTHER, FATHER);
  const register = (change: object = {}, caller: Caller = COUNTER) =>
    run(
      caller,
      'mutation ($input: BirthInput!) { registerBirth(input: $input) { number complete registration { number } } }',
      {
        input: {
          dossier: DOSSIER,
          certificate: 'CS-2026-000029',
          childName: 'Trần Mẫu Sơ Sinh',
          father: FATHER,
          ...change,
        },
      },
    );
  const refused = (code: string) => ({ data: { registerBirth: null }, codes: [code] });
  const registered = async () => [
    await rows(BirthDossier).find(),
    await rows(BirthStep).find(),
    await rows(BirthRegistration).find({ order: { number: 'ASC' } }),
  ];

  it('[REQ-01] [RULE-17] is registered for the case of who asks, which names both parents', async () => {
    expect(await register()).toMatchObject({
      data: { registerBirth: { number: DOSSIER, complete: true } },
      codes: [],
    });
    expect(await rows(BirthRegistration).findBy({ motherId: MOTHER })).toMatchObject([{ fatherId: FATHER }]);
  });

  it('is registered without a father where none is declared', async () => {
    expect((await register({ father: null }, withCase('ppc', DOSSIER, MOTHER))).codes).toEqual([]);
    expect(await rows(BirthRegistration).findBy({ motherId: MOTHER })).toMatchObject([{ fatherId: null }]);
  });

  it.each(outsiders('ppc', DOSSIER, FATHER))(
    'is not registered with a father for %s: nobody is asked, and nothing registered',
    async (_, caller) => {
      const before = await registered();
      expect(await register({}, caller)).toEqual(refused('CASE_DIFFERS'));
      expect(asked).toEqual([]);
      expect(await registered()).toEqual(before);
    },
  );

  it('is refused to a case without the mother with one code, registered or not, and goes no step on', async () => {
    const caller = withCase('ppc', DOSSIER, FATHER);
    expect(await register({}, caller)).toEqual(refused('CERTIFICATE_UNREAD'));
    await register();
    const before = await registered();
    expect(await register({}, caller)).toEqual(refused('CERTIFICATE_UNREAD'));
    expect(await registered()).toEqual(before);
  });

  it('is not registered again that was before there were dossiers; a twin is', async () => {
    await register();
    await rows(BirthStep).clear();
    await rows(BirthDossier).clear();
    const before = await registered();
    expect(await register()).toEqual(refused('BIRTH_REGISTERED'));
    expect(await registered()).toEqual(before);
    expect((await register({ childName: 'Trần Mẫu Song Sinh' })).codes).toEqual([]);
    expect(await rows(BirthRegistration).countBy({ motherId: MOTHER })).toBe(2);
  });

  it('is not registered under the number of somebody else’s dossier', async () => {
    await register();
    await rows(BirthDossier).update({ number: DOSSIER }, { motherId: STRANGER, certificate: 'CS-0' });
    const before = await registered();
    expect(await register()).toEqual(refused('DOSSIER_DIFFERS'));
    expect(await registered()).toEqual(before);
  });

  it.each([
    ['that was used', 'CS-2026-000029'],
    ['that was not', 'CS-2026-000099'],
    ['that there is not', 'CS-0'],
  ])(
    'by the certificate of somebody outside the case %s is refused with one code',
    async (_, certificate) => {
      await register();
      const before = await registered();
      const other = { dossier: 'H08-MINE', certificate, father: null };
      expect(await register(other, withCase('ppc', 'H08-MINE', STRANGER))).toEqual(
        refused('CERTIFICATE_UNREAD'),
      );
      expect(await registered()).toEqual(before);
    },
  );
});

describe('A newborn', () => {
  const { run, exchange, rows } = changing('mps', [Newborn]);
  const REGISTRATION = 'KS-00694-2026-0001';
  beforeEach(() => {
    exchange.answers = ({ variables, case: about }) => {
      const shown = [MOTHER, FATHER].some((parent) => about?.subjects.includes(parent));
      if (!shown || variables?.['number'] !== REGISTRATION) return WITHHELD;
      const parents = { mother: { personalId: MOTHER }, father: { personalId: FATHER } };
      const entry = { childName: 'Trần Mẫu Sơ Sinh', dateOfBirth: '2026-10-30', sex: 'FEMALE', child };
      return { data: { birthRegistration: { ...entry, ...parents } }, errors: [] };
    };
  });
  let child: { personalId: string } | null;
  beforeEach(() => void (child = null));

  const REGISTRAR = withCase('moj', DOSSIER, MOTHER);
  const enter = (change: object = {}, caller: Caller = REGISTRAR) =>
    run(
      caller,
      'mutation ($input: NewbornInput!) { enterNewborn(input: $input) { personalId residenceDecision } }',
      { input: { birthDossier: DOSSIER, registration: REGISTRATION, ...change } },
    );
  const refused = (code: unknown) => ({ data: { enterNewborn: null }, codes: [code] });
  const register = async () => [
    await rows(Newborn).find(),
    await rows(Citizen).count(),
    await rows(Guardianship).count(),
  ];

  it('is entered for the case of its mother, once', async () => {
    const entered = await enter();
    expect(entered).toMatchObject({
      data: { enterNewborn: { personalId: expect.stringMatching(/^0053269/) } },
    });
    const before = await register();
    expect(await enter()).toEqual(entered);
    expect(await register()).toEqual(before);
  });

  it.each(outsiders('moj', DOSSIER, MOTHER))(
    'is not entered for %s, and refused all the same once it was',
    async (_, caller) => {
      const before = await register();
      const refusal = await enter({}, caller);
      expect(refusal).toEqual(refused(expect.stringMatching(/^(CASE_DIFFERS|ROW_OUT_OF_SCOPE)$/)));
      expect(await register()).toEqual(before);

      await enter();
      const after = await register();
      expect(await enter({}, caller)).toEqual(refusal);
      expect(await register()).toEqual(after);
    },
  );

  it('is not entered by a registration whose child has its number', async () => {
    child = { personalId: '005326000001' };
    const before = await register();
    expect(await enter()).toEqual(refused('HAS_NUMBER'));
    expect(await register()).toEqual(before);
  });

  it('is not entered under the number of somebody else’s dossier', async () => {
    await enter();
    await rows(Newborn).update({ dossier: DOSSIER }, { motherId: STRANGER, registration: 'KS-0' });
    const before = await register();
    expect(await enter()).toEqual(refused('DOSSIER_DIFFERS'));
    expect(await register()).toEqual(before);
  });

  it('is not entered for the case of its father alone: it would come to live with somebody whom that does not name', async () => {
    const before = await register();
    expect(await enter({}, withCase('moj', DOSSIER, FATHER))).toEqual(refused('CASE_DIFFERS'));
    expect(await register()).toEqual(before);
  });

  it.each([
    ['that was entered', REGISTRATION],
    ['that was not', 'KS-00070-2026-0014'],
    ['that there is not', 'KS-0'],
  ])('by a registration outside the case %s is refused with one code', async (_, registration) => {
    await enter();
    const before = await register();
    const other = { birthDossier: 'H08-MINE', registration };
    expect(await enter(other, withCase('moj', 'H08-MINE', STRANGER))).toEqual(refused('ROW_OUT_OF_SCOPE'));
    expect(await register()).toEqual(before);
  });
});
