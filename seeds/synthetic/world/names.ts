import { MEN, SURNAMES, WOMEN } from '../../reference/shares/names.ts';
import { evenly, type Chance } from './chance.ts';
import type { Sex } from './personal-id.ts';

/** Where surnames and given names are drawn from, each as often as it weighs. */
export interface NamePool {
  readonly surnames: readonly (readonly [surname: string, weight: number])[];
  readonly given: Readonly<Record<Sex, readonly (readonly [name: string, weight: number])[]>>;
}

/** As often as they are borne. */
export const BORNE_NAMES: NamePool = { surnames: SURNAMES, given: { MALE: MEN, FEMALE: WOMEN } };

/** The first households have names from a pool of their own: they stay who they are, whatever becomes of the others. */
export const STORY_NAMES: NamePool = {
  surnames: evenly('Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ'),
  given: {
    MALE: evenly('An', 'Bách', 'Cường', 'Dũng', 'Hải', 'Khoa', 'Long', 'Minh'),
    FEMALE: evenly('Ánh', 'Bình', 'Chi', 'Dung', 'Hoa', 'Lan', 'Mai', 'Ngọc'),
  },
};

/** Everybody is called Mẫu (sample) in the middle: nobody takes them for real. */
export const nameOf = (surname: string, sex: Sex, given: NamePool['given'], chance: Chance): string =>
  `${surname}${sex === 'FEMALE' ? ' Thị' : ''} Mẫu ${chance.weighted(given[sex])}`;
