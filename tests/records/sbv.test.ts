import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Bank } from '../../subgraphs/sbv/banks.ts';
import { agency } from './agency-alone.ts';

const banks = JSON.parse(
  readFileSync(new URL('../../seeds/reference/sbv/Bank.json', import.meta.url), 'utf8'),
) as Bank[];

describe('The list of bank codes', () => {
  const { ask, refer } = agency('sbv');
  const FIELDS = 'code name shortName kind';

  it('is told whole, by code, and by reference', async () => {
    const byCode = banks.toSorted((one, other) => (one.code < other.code ? -1 : 1));
    expect(banks.length).toBeGreaterThan(40);
    expect(await ask(`{ banks { ${FIELDS} } }`)).toEqual({ banks: byCode });
    const [{ code }] = banks as [Bank];
    expect(
      await ask(`query ($code: ID!) { bank(code: $code) { name } none: bank(code: "000000") { name } }`, {
        code,
      }),
    ).toEqual({
      bank: { name: banks[0]!.name },
      none: null,
    });
    expect(
      await refer(
        'Bank',
        FIELDS,
        banks.map((bank) => ({ code: bank.code })),
      ),
    ).toEqual(banks);
  });

  it('knows nothing of accounts or credit', async () => {
    const { __schema } = await ask('{ __schema { types { name } } }');
    const names = (__schema as { types: { name: string }[] }).types.map(({ name }) => name);
    expect(names.filter((name) => /credit|account|loan|deposit/i.test(name))).toEqual([]);
  });
});
