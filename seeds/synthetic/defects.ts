import type { Chance } from './world/chance.ts';
import { STORY_HOUSEHOLDS, type Household } from './world/households.ts';
import { DEFECTS, type Row } from './defects/defects.ts';
import type { Rows } from './registers/register.ts';

/** A defect that was put into a row on purpose: the truth that measured quality is held against. */
export interface Planted {
  readonly agency: string;
  readonly entity: string;
  /** The key of the row, its columns joined by a space. */
  readonly key: string;
  readonly field: string;
  readonly kind: string;
}

export interface Spoilt {
  readonly rows: Rows;
  readonly planted: readonly Planted[];
}

/** An agency's rows of a household, with known defects at known rates. The people of the stories are spared. */
export function spoil(agency: string, rows: Rows, household: Household): Spoilt {
  const mine = DEFECTS.filter((defect) => defect.agency === agency && rows[defect.entity]);
  if (mine.length === 0 || household.number <= STORY_HOUSEHOLDS) return { rows, planted: [] };
  const planted: Planted[] = [];
  const chance = household.chanceFor(`defects ${agency}`);
  const spoilt = { ...rows };
  for (const defect of mine) {
    const { entity, key, field, kind } = defect;
    spoilt[entity] = spoilt[entity]!.flatMap((row) => {
      const wrong = spoilOne(row as Row, defect, chance);
      if (wrong === null || wasSpoilt(planted, entity, keyOf(row as Row, key))) return [row];
      planted.push({ agency, entity, key: keyOf(wrong, key), field, kind });
      return kind === 'DUPLICATE' ? [row, wrong] : [wrong];
    });
  }
  return { rows: spoilt, planted };
}

const spoilOne = (
  row: Row,
  { often, spoil: worsen }: (typeof DEFECTS)[number],
  chance: Chance,
): Row | null => (chance.happens(often) ? worsen(row, chance) : null);

const keyOf = (row: Row, key: readonly string[]): string =>
  key.map((column) => String(row[column])).join(' ');

/** One defect a row: what is found wrong is then put down to it. */
const wasSpoilt = (planted: readonly Planted[], entity: string, key: string): boolean =>
  planted.some((each) => each.entity === entity && each.key === key);
