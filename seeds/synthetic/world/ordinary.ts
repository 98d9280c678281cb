import type { Chance } from './chance.ts';
import { YEAR } from './days.ts';
import { father, grandfather, grandmother, mother, type Member, type Shape } from './shapes.ts';

/** At most so many children in a household, by how often. The 2019 census counted 3.5 people in a household on average. */
const CHILDREN: readonly (readonly [count: number, often: number])[] = [
  [0, 0.2],
  [1, 0.27],
  [2, 0.37],
  [3, 0.12],
  [4, 0.04],
];

/** A household as there are many: a couple or one of them, their children, and sometimes a parent. */
export function ordinaryShape(chance: Chance): Shape {
  const eldest = YEAR - chance.whole(24, 79);
  const born = [eldest, eldest] as const;
  const spouse = [eldest + 1, eldest + 5] as const;
  const wife: Member = { ...mother, born: spouse };
  const alone = chance.happens(0.18);
  const couple: readonly Member[] = alone
    ? [chance.happens(0.4) ? { ...father, born } : { role: 'mother', sex: 'FEMALE', born }]
    : [{ ...father, born }, wife];
  const hasMother = couple.some(({ role }) => role === 'mother');
  const motherBorn = couple.at(-1)!.born[1];
  return {
    name: 'ordinary',
    members: [
      ...couple,
      ...(eldest > YEAR - 55 && chance.happens(0.22) ? [parentOf(eldest, chance)] : []),
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
