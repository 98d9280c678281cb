import type { Chance } from './chance.ts';
import { YEAR } from './days.ts';
import { father, grandfather, grandmother, mother, type Member, type Shape } from './shapes.ts';

/*
 * How often things are in a household was fitted by trial: so that ages and sizes of households come out as they are
 * published (seeds/reference/shares/ages.ts). These numbers themselves are published nowhere.
 */

/** How old who heads a household is. */
const HEADS: readonly (readonly [ages: readonly [least: number, most: number], often: number])[] = [
  [[24, 34], 0.21],
  [[35, 44], 0.39],
  [[45, 54], 0.25],
  [[55, 64], 0.13],
  [[65, 79], 0.02],
];

/** At most so many children in a household. */
const CHILDREN: readonly (readonly [count: number, often: number])[] = [
  [0, 0.06],
  [1, 0.21],
  [2, 0.42],
  [3, 0.25],
  [4, 0.06],
];

const ONE_PARENT = 0.14;
const WITH_GRANDPARENT = 0.42;

/** A household as there are many: a couple or one of them, their children, and sometimes a parent. */
export function ordinaryShape(chance: Chance): Shape {
  const eldest = YEAR - chance.whole(...chance.weighted(HEADS));
  const born = [eldest, eldest] as const;
  const spouse = [eldest + 1, eldest + 5] as const;
  const wife: Member = { ...mother, born: spouse };
  const alone = chance.happens(ONE_PARENT);
  const couple: readonly Member[] = alone
    ? [chance.happens(0.5) ? { ...father, born } : { role: 'mother', sex: 'FEMALE', born }]
    : [{ ...father, born }, wife];
  const hasMother = couple.some(({ role }) => role === 'mother');
  const motherBorn = couple.at(-1)!.born[1];
  return {
    name: 'ordinary',
    members: [
      ...couple,
      ...(eldest > YEAR - 55 && chance.happens(WITH_GRANDPARENT) ? [parentOf(eldest, chance)] : []),
      ...(hasMother ? childrenOf(motherBorn, chance) : []),
    ],
  };
}

const parentOf = (eldest: number, chance: Chance): Member => {
  const born = [eldest - 32, eldest - 22] as const;
  return chance.happens(0.6)
    ? { ...grandmother, born }
    : { ...grandfather, born, ...(chance.happens(0.1) && { dead: true as const }) };
};

/** Those who still live with their mother, who bore them between 20 and 38. */
function childrenOf(motherBorn: number, chance: Chance): Member[] {
  const first = motherBorn + chance.whole(20, 30);
  const wanted = chance.weighted(CHILDREN);
  return Array.from({ length: wanted }, (_, index) => first + 3 * index)
    .filter((year) => year < YEAR && year > YEAR - 26 && year <= motherBorn + 40)
    .map((year) => ({
      role: 'child',
      born: [year, year],
      ...(chance.happens(0.08) && { behindOnVaccines: true as const }),
    }));
}
