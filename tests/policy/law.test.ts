import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { checkRules } from '@lienthong/shared/policy/check/check-rules';
import { actOf, articleOf } from '@lienthong/shared/policy/citations';
import { CONDITION_TEXTS } from '@lienthong/shared/policy/condition-texts';
import { CONSENT_BASIS, REASONS, RISK_ASSESSMENT_BASIS } from '@lienthong/shared/policy/reasons';
import { CONDITIONS, REASON_CODES } from '@lienthong/shared/policy/types';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { files, ruleSet, graph } = openRules(root);
const acts = new Map(ruleSet.acts.map((act) => [act.id, act]));
const inForceOn = (day: string) => (id: string) => {
  const { validFrom, validTo } = acts.get(id)!;
  return validFrom <= day && (validTo === null || day <= validTo);
};

describe('The rules of this repository', () => {
  it('have nothing against them', () => {
    expect(checkRules(files, graph, '2026-11-01').filter(({ severity }) => severity === 'fault')).toEqual([]);
  });

  it('[RULE-73] are those of every agency that has a sharing.yaml, and the gateway’s own', () => {
    const folders = readdirSync(join(root, 'subgraphs')).filter((agency) =>
      existsSync(join(root, 'subgraphs', agency, 'sharing.yaml')),
    );
    expect(files.sharing.map(({ value }) => value.provider).sort()).toEqual([...folders, 'gateway'].sort());
  });

  it('know at least fifteen purposes, each with a law that held when it was written or holds now', () => {
    expect(ruleSet.purposes.length).toBeGreaterThanOrEqual(15);
    for (const { id, basis } of ruleSet.purposes)
      expect([id, basis.some((citation) => inForceOn('2026-11-01')(actOf(citation, acts)!.id))]).toEqual([
        id,
        true,
      ]);
  });

  it('put every ministry, and nobody from outside, into the political system', () => {
    expect(ruleSet.groups.find(({ id }) => id === 'ministries')!.members).toHaveLength(13);
    expect(ruleSet.excluded.map(({ id }) => id)).toEqual(['mnd', 'gcc']);
  });
});

describe('Of two regimes, one ends on the day before the other begins:', () => {
  it.each([
    ['D47/2020', '2025-10-21', 'D278/2025'],
    ['D13/2023', '2025-12-31', 'PDPL 91/2025'],
    ['D13/2023', '2025-12-31', 'D356/2025'],
    ['Law 29/2018', '2026-02-28', 'Law 117/2025'],
    ['Law 24/2018', '2026-06-30', 'Law 116/2025'],
    ['Law 28/2009', '2026-06-30', 'Law 107/2025'],
  ])('%s until %s, then %s', (old, last, next) => {
    const after = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    expect([inForceOn(last)(old), inForceOn(after)(old)]).toEqual([true, false]);
    expect([inForceOn(last)(next), inForceOn(after)(next)]).toEqual([false, true]);
    expect(acts.get(old)!.replacedBy).toContain(next);
  });

  it('D47/2020 and D194/2025 stand beside each other for two months', () => {
    const both = ['D47/2020', 'D194/2025'];
    expect(both.map(inForceOn('2025-08-18'))).toEqual([true, false]);
    expect(both.map(inForceOn('2025-08-19'))).toEqual([true, true]);
    expect(both.map(inForceOn('2025-10-22'))).toEqual([false, true]);
  });
});

describe('How sure a citation is', () => {
  it('is not more than was read: nobody has seen the text of D278/2025 and D165/2025', () => {
    for (const id of ['D278/2025', 'D165/2025']) {
      const { certainty, articles } = acts.get(id)!;
      expect([certainty, ...articles.map((article) => article.certainty)]).not.toContain('READ_IN_FULL');
    }
  });

  it('is known of every citation a refusal can rest on', () => {
    const cited = [
      ...REASON_CODES.flatMap((code) => REASONS[code].basis),
      ...Object.values(CONSENT_BASIS).flat(),
      ...RISK_ASSESSMENT_BASIS,
    ];
    const unknown = cited.filter((citation) => {
      const act = actOf(citation, acts);
      const article = act && articleOf(citation, act);
      return !act || (article !== null && !act.articles.some((one) => one.article === article));
    });
    expect(unknown).toEqual([]);
  });

  it.each(['2025-07-23', '2025-10-22', '2026-01-01', '2026-11-01'])(
    'every reason rests on a law in force on %s',
    (day) => {
      // Nobody had to share master data from one source before D278/2025 but by the Data Law; the rest held all along.
      const bare = REASON_CODES.filter(
        (code) => !REASONS[code].basis.some((citation) => inForceOn(day)(actOf(citation, acts)!.id)),
      );
      expect(bare).toEqual(day < '2025-10-22' ? ['LEGAL_ACT_REPLACED'] : []);
    },
  );
});

describe('What is said to whoever is refused', () => {
  it.each([...REASON_CODES])('%s in both languages, and not in one twice', (code) => {
    const { vi, en } = REASONS[code].text;
    expect([vi.length > 10, en.length > 10, vi === en]).toEqual([true, true, false]);
  });

  it.each([...CONDITIONS])('%s is demanded and can be mended, in both languages', (condition) => {
    const { demands, remedy } = CONDITION_TEXTS[condition];
    for (const { vi, en } of [demands, remedy])
      expect([vi.length > 10, en.length > 10, vi === en]).toEqual([true, true, false]);
  });
});
