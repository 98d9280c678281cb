import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { showEvents } from '../../scripts/demo/live/show-events.ts';
import { showParts } from '../../scripts/demo/live/show-parts.ts';
import { startCountry, type Country } from './country.ts';

let country: Country;
beforeAll(async () => {
  country = await startCountry();
}, 120_000);
afterAll(() => country.remove());

const RECEIPT = /(?:Biên nhận|Receipt) ([\da-f-]{36})/g;

/** What is shown, without colours: nobody watches a terminal. */
async function shown(show: typeof showParts, language: 'vi' | 'en'): Promise<string> {
  const said: string[] = [];
  expect(await show(country, language, (text) => said.push(text))).toBe(true);
  return said.join('\n');
}

it.each(['vi', 'en'] as const)(
  'The demo shows an answer in parts, each with a receipt of its own (%s)',
  async (language) => {
    const text = await shown(showParts, language);
    const [one, two, three] = text.split(/^ {2}(?:Phần|Part) \d/m).slice(1);
    expect(one).toMatch(/mps[^]*Lê Mẫu Khoa[^]*EXCESS_FIELDS/);
    expect([two, three].sort()).not.toContain(undefined);
    expect(`${two}${three}`).toMatch(/moh[^]*citizen\.healthRecord|mof[^]*citizen\.healthInsurance/);
    expect(`${two}${three}`).not.toContain('EXCESS_FIELDS');
    expect(new Set([...text.matchAll(RECEIPT)].map(([, receipt]) => receipt)).size).toBe(3);
  },
);

it.each(['vi', 'en'] as const)(
  'The demo shows events of a subscription, each with a receipt of its own (%s)',
  async (language) => {
    const text = await shown(showEvents, language);
    expect(text).toMatch(/SUBMITTED[^]*APPROVED[^]*ACTIVE/);
    const receipts = [...text.matchAll(RECEIPT)].map(([, receipt]) => receipt!);
    expect(new Set(receipts).size).toBe(3);
    for (const receipt of receipts)
      expect(await country.receipt(receipt)).toMatchObject({ outcome: 'ALLOWED', subjects: [] });
  },
);
