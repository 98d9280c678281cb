import { createChance, hashOf, type Chance } from './chance.ts';
import type { Country } from './country.ts';
import { addDays } from './days.ts';
import { nameOf, STORY_NAMES } from './names.ts';
import { ordinaryShape } from './ordinary.ts';
import { numberFor, type Sex } from './personal-id.ts';
import { STORY_PROVINCES, type Commune, type Province } from './places.ts';
import { STORY_SHAPES, type Member, type Role, type Shape } from './shapes.ts';

export interface Person {
  readonly personalId: string;
  /** Tells people apart within the world. */
  readonly sequence: number;
  readonly fullName: string;
  readonly dateOfBirth: string;
  readonly sex: Sex;
  readonly member: Member;
}

export interface Household {
  readonly number: number;
  readonly shape: Shape;
  readonly province: Province;
  readonly commune: Commune;
  readonly street: string;
  readonly ethnicity: string;
  readonly religion: string | null;
  readonly people: readonly Person[];
  /** Chance of its own for each register: what is drawn for one changes no other. */
  readonly chanceFor: (register: string) => Chance;
}

/** The first households tell the stories: their shapes and provinces take turns, and their people are numbered by them. */
export const STORY_HOUSEHOLDS = 16;
/** They are drawn by a seed of their own: whatever world they live in, they are the same people. */
const STORY_SEED = 214;
/** The people of other households are numbered one after another from here. */
const FIRST_SEQUENCE = 1_000;

/**
 * The households of a world, one after another, until there are so many people. Each is drawn by its own number, so that
 * a larger world begins with the smaller one.
 */
export function* createHouseholds(country: Country, people: number): Generator<Household> {
  let sequence = FIRST_SEQUENCE;
  for (let [number, made] = [1, 0]; made < people; number += 1) {
    const story = number <= STORY_HOUSEHOLDS;
    const household = createHousehold(number, country, story ? number * 10 + 1 : sequence);
    made += household.people.length;
    if (!story) sequence += household.people.length;
    yield household;
  }
}

function createHousehold(number: number, country: Country, firstSequence: number): Household {
  const story = number <= STORY_HOUSEHOLDS;
  const seed = story ? STORY_SEED : country.seed;
  const chanceFor = (register: string) => createChance(hashOf(`${seed} ${number} ${register}`));
  const chance = chanceFor('population');
  const { surnames, given } = story ? STORY_NAMES : country.names;
  const shape = story ? STORY_SHAPES[(number - 1) % STORY_SHAPES.length]! : ordinaryShape(chance);
  const province = story
    ? STORY_PROVINCES[(number - 1) % STORY_PROVINCES.length]!
    : chance.weighted(country.populated);
  const surname = chance.weighted(surnames);

  const people = shape.members.map((member, index): Person => {
    const sex = member.sex ?? chance.pick(['MALE', 'FEMALE'] as const);
    const dateOfBirth = addDays(
      `${chance.whole(...member.born)}-01-01`,
      chance.whole(...(member.within ?? [0, 364])),
    );
    const sequence = firstSequence + index;
    const own = member.marriedIn ? chance.weighted(surnames) : surname;
    return {
      personalId: numberFor(province.prefix, dateOfBirth, sex, sequence),
      sequence,
      fullName: nameOf(own, sex, given, chance),
      dateOfBirth,
      sex,
      member,
    };
  });
  return {
    number,
    shape,
    province,
    commune: chance.pick(province.communes),
    street: `Số ${number} đường Dữ Liệu Mẫu`,
    ethnicity: chance.weighted(province.ethnicities),
    religion: chance.happens(0.4) ? chance.pick(['Phật giáo', 'Công giáo']) : null,
    people,
    chanceFor,
  };
}

/** Who has a role in the household; null where nobody has. */
export const inRole = ({ people }: Household, role: Role): Person | null =>
  people.find(({ member }) => member.role === role) ?? null;

export const childrenOf = ({ people }: Household): readonly Person[] =>
  people.filter(({ member }) => member.role === 'child');

/** Those who are no children of the household, the head first. */
export const adultsOf = ({ people }: Household): readonly Person[] =>
  people.filter(({ member }) => member.role !== 'child');

/** Who heads the household. */
export const headOf = ({ people }: Household): Person => people[0]!;
