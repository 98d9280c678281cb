import type { Sex } from './personal-id.ts';

export type Role = 'father' | 'mother' | 'child' | 'grandfather' | 'grandmother';

export interface Member {
  readonly role: Role;
  /** Drawn where it does not matter. */
  readonly sex?: Sex;
  /** From which to which year. */
  readonly born: readonly [number, number];
  /** Days into the year, where only a part of it will do. */
  readonly within?: readonly [number, number];
  /** Has another surname than the household. */
  readonly marriedIn?: true;
  readonly dead?: true;
  readonly adopted?: true;
  readonly bornAbroad?: true;
  /** A dose is missing. */
  readonly behindOnVaccines?: true;
}

/** A kind of household, and what it is there to show. */
export interface Shape {
  readonly name:
    | 'newborn'
    | 'unregistered-birth'
    | 'three-generations'
    | 'single-mother'
    | 'adoption'
    | 'birth-abroad'
    | 'elders'
    | 'ordinary';
  readonly members: readonly Member[];
}

export const father: Member = { role: 'father', sex: 'MALE', born: [1982, 1992] };
const singleMother: Member = { role: 'mother', sex: 'FEMALE', born: [1984, 1994] };
export const mother: Member = { ...singleMother, marriedIn: true };
export const grandfather: Member = { role: 'grandfather', sex: 'MALE', born: [1948, 1956] };
export const grandmother: Member = { role: 'grandmother', sex: 'FEMALE', born: [1950, 1958] };
const child = (year: number): Member => ({ role: 'child', born: [year, year] });

/** The shapes that the first households take in turn: each is there to show something. */
export const STORY_SHAPES: readonly Shape[] = [
  // Born in October 2026 and just registered; the elder goes to school in 2026.
  { name: 'newborn', members: [father, mother, child(2020), { ...child(2026), within: [277, 297] }] },
  // The hospital has certified a birth that nobody has registered yet: the child has no number.
  { name: 'unregistered-birth', members: [father, mother, child(2018)] },
  { name: 'three-generations', members: [father, mother, grandmother, child(2013), child(2022)] },
  // No father is registered.
  { name: 'single-mother', members: [singleMother, grandmother, { ...child(2020), behindOnVaccines: true }] },
  {
    name: 'adoption',
    members: [father, mother, grandfather, { ...grandmother, dead: true }, { ...child(2017), adopted: true }],
  },
  // Registered by a mission abroad.
  { name: 'birth-abroad', members: [father, mother, { ...child(2021), bornAbroad: true }] },
  { name: 'elders', members: [grandfather, grandmother] },
];
