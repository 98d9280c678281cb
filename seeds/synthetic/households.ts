import { createChance, type Chance } from './chance.ts';
import { addDays } from './days.ts';
import { nameOf, SURNAMES } from './names.ts';
import { personalIdOf, type Sex } from './personal-id.ts';
import { PROVINCES, type Commune, type Province } from './places.ts';
import { SHAPES, type Member, type Shape } from './shapes.ts';

export interface Person {
  readonly personalId: string;
  /** Tells people apart within the world: household and place in it. */
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

/** So many households. The shapes take turns, and so do the provinces. */
export const createHouseholds = (count: number, seed: number): Household[] =>
  Array.from({ length: count }, (_, index) => createHousehold(index + 1, seed));

function createHousehold(number: number, seed: number): Household {
  const chanceFor = (register: string) => createChance(hashOf(`${seed} ${number} ${register}`));
  const chance = chanceFor('population');
  const shape = SHAPES[(number - 1) % SHAPES.length]!;
  const province = PROVINCES[(number - 1) % PROVINCES.length]!;
  const surname = chance.pick(SURNAMES);

  const people = shape.members.map((member, index): Person => {
    const sex = member.sex ?? chance.pick(['MALE', 'FEMALE'] as const);
    const dateOfBirth = addDays(
      `${chance.whole(...member.born)}-01-01`,
      chance.whole(...(member.within ?? [0, 364])),
    );
    const sequence = number * 10 + index + 1;
    return {
      personalId: personalIdOf(province.prefix, dateOfBirth, sex, sequence),
      sequence,
      fullName: nameOf(member.marriedIn ? chance.pick(SURNAMES) : surname, sex, chance),
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
    ethnicity: chance.pick(province.ethnicities),
    religion: chance.happens(0.4) ? chance.pick(['Phật giáo', 'Công giáo']) : null,
    people,
    chanceFor,
  };
}

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number =>
  [...text].reduce((hash, sign) => Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193), 0x811c9dc5);

/** Who has a role in the household; null where nobody has. */
export const inRole = ({ people }: Household, role: Member['role']): Person | null =>
  people.find(({ member }) => member.role === role) ?? null;

export const childrenOf = ({ people }: Household): readonly Person[] =>
  people.filter(({ member }) => member.role === 'child');
