import { describe, expect, it } from '@jest/globals';
import { AGE_BANDS, HOUSEHOLDS, MALE_SHARE } from '../../seeds/reference/shares/ages.ts';
import { groupsOf, MINORITIES } from '../../seeds/reference/shares/ethnic-groups.ts';
import { MEN, SURNAMES, WOMEN, type Frequency } from '../../seeds/reference/shares/names.ts';
import { POPULATION } from '../../seeds/reference/shares/population.ts';
import { ageOf } from '../../seeds/synthetic/world/circumstances.ts';
import { createCountry } from '../../seeds/synthetic/world/country.ts';
import { createHouseholds, STORY_HOUSEHOLDS } from '../../seeds/synthetic/world/households.ts';

const PEOPLE = 20_000;

/** Counts by name; nothing else of the world is kept. */
class Counts {
  readonly #of = new Map<string, number>();
  total = 0;
  add(name: string): void {
    this.#of.set(name, (this.#of.get(name) ?? 0) + 1);
    this.total += 1;
  }
  share = (name: string): number => (this.#of.get(name) ?? 0) / this.total;
}

const counted = {
  provinces: new Counts(),
  ages: new Counts(),
  sexes: new Counts(),
  sizes: new Counts(),
  groups: new Counts(),
  surnames: new Counts(),
  men: new Counts(),
  women: new Counts(),
};
let households = 0;
for (const { number, people, province, ethnicity } of createHouseholds(createCountry(7), PEOPLE)) {
  if (number <= STORY_HOUSEHOLDS) continue;
  const living = people.filter(({ member }) => !member.dead);
  households += 1;
  counted.sizes.add(living.length >= 2 && living.length <= 4 ? 'two to four' : 'other');
  for (const person of living) {
    const age = ageOf(person);
    counted.provinces.add(province.code);
    counted.groups.add(ethnicity);
    counted.sexes.add(person.sex);
    counted.ages.add(String(AGE_BANDS.find(({ to }) => age <= to)!.from));
    const words = person.fullName.split(' ');
    counted.surnames.add(words[0]!);
    (person.sex === 'MALE' ? counted.men : counted.women).add(words.at(-1)!);
  }
}

/** Those whose share is farther from the published one than it may be. */
const strays = (published: readonly (readonly [name: string, share: number])[], counts: Counts, by: number) =>
  published
    .map(([name, share]) => ({ name, published: share, counted: counts.share(name) }))
    .filter(({ published: wanted, counted: found }) => Math.abs(wanted - found) > by);

const parts = <Name extends string>(of: readonly (readonly [Name, number])[]) => {
  const all = of.reduce((sum, [, weight]) => sum + weight, 0);
  return of.map(([name, weight]) => [name, weight / all] as const);
};

describe(`A world of ${PEOPLE} people follows what is published`, () => {
  it('where people live: each province within one percentage point and a half', () => {
    expect(Object.keys(POPULATION)).toHaveLength(34);
    expect(strays(parts(Object.entries(POPULATION)), counted.provinces, 0.015)).toEqual([]);
  });

  it('how old they are: each band within two points', () => {
    const bands = AGE_BANDS.map(({ from, share }) => [String(from), share] as const);
    expect(bands.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1);
    expect(strays(bands, counted.ages, 0.02)).toEqual([]);
  });

  it('of which sex: within one point and a half', () => {
    expect(strays([['MALE', MALE_SHARE]], counted.sexes, 0.015)).toEqual([]);
  });

  it('how many live together: on average within 0.1, two to four within three points', () => {
    expect(Math.abs(counted.provinces.total / households - HOUSEHOLDS.average)).toBeLessThan(0.1);
    expect(strays([['two to four', HOUSEHOLDS.ofTwoToFour]], counted.sizes, 0.03)).toEqual([]);
  });

  it('of which ethnic group: each within half a point of its part of the country', () => {
    const everybody = Object.values(POPULATION).reduce((sum, people) => sum + people, 0);
    const country = ['Kinh', ...MINORITIES.map(({ name }) => name)].map((name) => {
      const people = Object.entries(POPULATION).map(
        ([code, all]) => all * (groupsOf(code).find(([group]) => group === name)?.[1] ?? 0),
      );
      return [name, people.reduce((sum, some) => sum + some, 0) / everybody] as const;
    });
    expect(strays(country.slice(1), counted.groups, 0.005)).toEqual([]);
    expect(strays(country.slice(0, 1), counted.groups, 0.015)).toEqual([]);
  });

  it.each<[string, Frequency, Counts, number]>([
    ['surnames within two points', SURNAMES, counted.surnames, 0.02],
    ['names of men within one point', MEN, counted.men, 0.01],
    ['names of women within one point', WOMEN, counted.women, 0.01],
  ])('what they are called: %s', (_, published, counts, by) => {
    expect(strays(parts(published), counts, by)).toEqual([]);
  });
});

describe('Ethnic groups', () => {
  it('live in provinces that there are, all of each', () => {
    for (const { name, lives } of MINORITIES) {
      expect([name, Object.keys(lives).filter((code) => !(code in POPULATION))]).toEqual([name, []]);
      expect(Object.values(lives).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
    }
  });

  it('leave a share to the Kinh in every province', () => {
    const crowded = Object.keys(POPULATION).filter((code) => !(groupsOf(code)[0]![1] > 0));
    expect(crowded).toEqual([]);
  });
});
