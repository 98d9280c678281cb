import { describe, expect, it } from '@jest/globals';
import { isTaxCode, taxCodeOf } from '@lienthong/shared/identifiers/tax-code';
import fc from 'fast-check';
import { taxCodeOfCluster } from '../../seeds/synthetic/world/enterprises.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { synthetic } from './synthetic.ts';

const organizations = synthetic('mof/Organization');
const shareholders = synthetic('mof/Shareholder');
const [organization] = organizations as [(typeof organizations)[number]];

describe('A tax code', () => {
  const digits = fc.integer({ min: 0, max: 999_999_999 }).map((number) => String(number).padStart(9, '0'));

  // Published codes of well-known enterprises.
  it.each(['0100233488', '0100112437', '0314409058', '0312687878', '0100109106', '0101248141', '0100681592'])(
    '%s is well formed, and with any other last digit it is not',
    (code) => {
      expect(isTaxCode(code)).toBe(true);
      const others = [...'0123456789'].filter((digit) => digit !== code[9]);
      expect(others.filter((digit) => isTaxCode(code.slice(0, 9) + digit))).toEqual([]);
    },
  );

  it.each([
    ['of a branch', '0100109106-001', true],
    ['of no branch', '0100109106-000', false],
    ['of a branch written together', '0100109106001', false],
    ['without a serial', taxCodeOf('010000000')!, false],
    ['of too few digits', '010010910', false],
    ['with a letter', '01001o9106', false],
  ])('%s: %s', (_, code, expected) => {
    expect(isTaxCode(code)).toBe(expected);
  });

  it('differs from every other in more than one digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const code = taxCodeOf(nine);
        fc.pre(code !== null);
        const other = [...nine].map((digit, index) => (index === at ? (Number(digit) + by) % 10 : digit));
        expect(taxCodeOf(other.join(''))?.[9]).not.toBe(code[9]);
      }),
    );
  });

  it('is one enterprise’s alone, among ten thousand', () => {
    const codes = Array.from({ length: 10_000 }, (_, index) => taxCodeOfCluster(index + 1));
    expect(codes.filter((code) => !isTaxCode(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('The enterprise register', () => {
  const { ask, refer } = agency('mof');
  const FIELDS = 'taxCode name kind status address commune foundedOn representative { personalId }';
  const shown = organizations.map(({ province: _, representativeId, updatedOn: __, ...row }) => ({
    ...row,
    representative: { personalId: representativeId },
  }));
  const { taxCode } = organization;

  it('finds every enterprise by its tax code, at the root and by reference', async () => {
    expect(
      await refer(
        'Organization',
        FIELDS,
        organizations.map(({ taxCode }) => ({ taxCode })),
      ),
    ).toEqual(shown);
    expect(
      await ask(
        `query ($taxCode: ID!) { organization(taxCode: $taxCode) { ${FIELDS} } none: organization(taxCode: "0190000099") { name } }`,
        { taxCode },
      ),
    ).toEqual({ organization: shown[0], none: null });
  });

  it('[RULE-68] says whether a representative was verified as the population register does, and nothing where it is silent', async () => {
    const told = (identityVerified?: boolean | null) => ({
      taxCode,
      representative: { __typename: 'Citizen', personalId: organization.representativeId, identityVerified },
    });
    const answers = await refer('Organization', 'representativeVerified', [
      told(true),
      told(false),
      told(null),
      { taxCode },
    ]);
    expect(answers.map(({ representativeVerified }) => representativeVerified)).toEqual([
      true,
      false,
      null,
      null,
    ]);
  });

  it('names once each enterprise that a person represents or holds a share of', async () => {
    const [representative, partner] = shareholders.filter((share) => share.taxCode === taxCode);
    const nobody = '003099999999';
    const people = [representative!.citizenId, partner!.citizenId, nobody];
    expect(
      await refer(
        'Citizen',
        'organizations { taxCode }',
        people.map((personalId) => ({ personalId })),
      ),
    ).toEqual([{ organizations: [{ taxCode }] }, { organizations: [{ taxCode }] }, { organizations: [] }]);
  });
});

describe('Of enterprises the ministry shows', () => {
  const { ask } = owner('mof');
  const query =
    'query ($taxCode: ID!) { organization(taxCode: $taxCode) { name representative { personalId } } }';
  const { taxCode, name, representativeId, province } = organization;

  it('a registrar who represents the enterprises of its own province', async () => {
    const [own, other] = await Promise.all(
      [province, '52'].map((territory) =>
        ask(asking('ppc', 'enterprise-registration', [representativeId], territory), query, { taxCode }),
      ),
    );
    expect(own).toEqual({
      data: { organization: { name, representative: { personalId: representativeId } } },
      codes: [],
    });
    expect(other).toEqual({
      data: { organization: { name, representative: null } },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });

  it.each([
    ['the enterprise and its representative stand in the case', [taxCode, representativeId], []],
    ['the enterprise alone does, without the number of who it is', [taxCode], ['ROW_OUT_OF_SCOPE']],
    ['neither does', ['003099999999'], ['ROW_OUT_OF_SCOPE']],
  ])('the same to a ministry where %s', async (_, subjects, codes) => {
    const answer = await ask(asking('moha', 'enterprise-registration', subjects), query, { taxCode });
    expect(answer.codes).toEqual(codes);
    expect(answer.data.organization.name).toBe(name);
  });
});
