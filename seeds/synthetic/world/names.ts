import type { Chance } from './chance.ts';
import type { Sex } from './personal-id.ts';

/** Where surnames and given names are drawn from. */
export interface NamePool {
  readonly surnames: readonly (readonly [surname: string, share: number])[];
  readonly given: Readonly<Record<Sex, readonly string[]>>;
}

/** The first households have names from a pool of their own: they stay who they are, whatever becomes of the others. */
export const STORY_NAMES: NamePool = {
  surnames: ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ'].map((surname) => [surname, 1] as const),
  given: {
    MALE: ['An', 'Bách', 'Cường', 'Dũng', 'Hải', 'Khoa', 'Long', 'Minh'],
    FEMALE: ['Ánh', 'Bình', 'Chi', 'Dung', 'Hoa', 'Lan', 'Mai', 'Ngọc'],
  },
};

/** Everybody is called Mẫu (sample) in the middle: nobody takes them for real. */
export const nameOf = (surname: string, sex: Sex, given: NamePool['given'], chance: Chance): string =>
  `${surname}${sex === 'FEMALE' ? ' Thị' : ''} Mẫu ${chance.pick(given[sex])}`;
