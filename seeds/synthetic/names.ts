import type { Chance } from './chance.ts';
import type { Sex } from './personal-id.ts';

export const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ'] as const;

const GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  MALE: ['An', 'Bách', 'Cường', 'Dũng', 'Hải', 'Khoa', 'Long', 'Minh'],
  FEMALE: ['Ánh', 'Bình', 'Chi', 'Dung', 'Hoa', 'Lan', 'Mai', 'Ngọc'],
};

/** Everybody is called Mẫu (sample) in the middle: nobody takes them for real. */
export const nameOf = (surname: string, sex: Sex, chance: Chance): string =>
  `${surname}${sex === 'FEMALE' ? ' Thị' : ''} Mẫu ${chance.pick(GIVEN[sex])}`;
