import { createChance, hashOf, type Chance } from './world/chance.ts';
import type { Country } from './world/country.ts';
import { STORY_HOUSEHOLDS, type Household } from './world/households.ts';
import { STORY_PROVINCES } from './world/places.ts';
import { DEFECTS } from './defects/defects.ts';
import type { DefectKind, Row } from './defects/kinds.ts';
import type { Rows } from './registers/register.ts';

/** A defect that was put into a row on purpose: the truth that measured quality is held against. */
export interface Planted {
  readonly agency: string;
  readonly entity: string;
  /** The key of the row, its columns joined by a space. */
  readonly key: string;
  readonly field: string;
  readonly kind: DefectKind;
}

export interface Spoilt {
  readonly rows: Rows;
  readonly planted: readonly Planted[];
}

/** An agency's rows of a household, with known defects at known rates. The people of the stories are spared. */
export const spoil = (agency: string, rows: Rows, { number, chanceFor }: Household): Spoilt =>
  number <= STORY_HOUSEHOLDS
    ? { rows, planted: [] }
    : spoilRows(agency, rows, chanceFor(`defects ${agency}`), () => false);

/** What an agency has once in a country, with known defects. The provinces of the stories are spared. */
export const spoilOnce = (agency: string, rows: Rows, { seed }: Country): Spoilt =>
  spoilRows(agency, rows, createChance(hashOf(`${seed} defects ${agency}`)), ({ province }) =>
    STORY_PROVINCES.some(({ code }) => code === province),
  );

function spoilRows(agency: string, rows: Rows, chance: Chance, isSpared: (row: Row) => boolean): Spoilt {
  const planted: Planted[] = [];
  const spoilt = { ...rows };
  for (const [entity, { key, defects }] of Object.entries(DEFECTS[agency] ?? {})) {
    if (!rows[entity]) continue;
    // One defect a row: what is found wrong is then put down to it.
    const done = new Set<unknown>();
    for (const { field, kind, often, spoil: worsen } of defects)
      spoilt[entity] = spoilt[entity]!.flatMap((each) => {
        const row = each as Row;
        const wrong = chance.happens(often) && !done.has(row) && !isSpared(row) ? worsen(row, chance) : null;
        if (wrong === null) return [row];
        done.add(row).add(wrong);
        planted.push({ agency, entity, key: keyOf(wrong, key), field, kind });
        return kind === 'DUPLICATE' ? [row, wrong] : [wrong];
      });
  }
  return { rows: spoilt, planted };
}

const keyOf = (row: Row, key: readonly string[]): string =>
  key.map((column) => String(row[column])).join(' ');
