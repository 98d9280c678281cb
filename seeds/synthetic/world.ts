import { spoil, spoilOnce, type Planted } from './defects.ts';
import { createCountry, type Country } from './world/country.ts';
import { createHouseholds } from './world/households.ts';
import { mae } from './registers/mae.ts';
import { mcst } from './registers/mcst.ts';
import { mof } from './registers/mof.ts';
import { moc } from './registers/moc.ts';
import { moh } from './registers/moh.ts';
import { moha } from './registers/moha.ts';
import { moit } from './registers/moit.ts';
import { moj } from './registers/moj.ts';
import { most } from './registers/most.ts';
import { mps } from './registers/mps.ts';
import { govOffice } from './registers/gov-office.ts';
import { mofa } from './registers/mofa.ts';
import { presidentOffice } from './registers/president-office.ts';
import { naOffice } from './registers/na-office.ts';
import { spc } from './registers/spc.ts';
import { vff } from './registers/vff.ts';
import { ppc } from './registers/ppc.ts';
import { govInspectorate } from './registers/gov-inspectorate.ts';
import { mera } from './registers/mera.ts';
import { moet } from './registers/moet.ts';
import { sav } from './registers/sav.ts';
import type { Register, Rows } from './registers/register.ts';

export const REGISTERS: readonly Register[] = [
  mps,
  moj,
  moh,
  mae,
  mof,
  moha,
  moit,
  most,
  mcst,
  govOffice,
  mofa,
  presidentOffice,
  naOffice,
  vff,
  ppc,
  moet,
  mera,
  govInspectorate,
  sav,
  moc,
  spc,
];

/** Rows of one agency, of one household or of what there is once. */
export interface Laid {
  readonly agency: string;
  readonly rows: Rows;
  /** What is wrong with them on purpose. */
  readonly planted: readonly Planted[];
  /** So many people there are up to here. */
  readonly people: number;
}

/**
 * A world as a stream: never more of it in memory than a household. The same people and seed bring the same rows.
 * `spoilt` has the known defects in it that measured quality is held against.
 */
export function* worldOf(
  people: number,
  seed: number,
  { spoilt = false, country = createCountry(seed) }: { spoilt?: boolean; country?: Country } = {},
): Generator<Laid> {
  for (const { agency, once } of REGISTERS)
    if (once) {
      const rows = once(country);
      yield { agency, ...(spoilt ? spoilOnce(agency, rows, country) : { rows, planted: [] }), people: 0 };
    }
  let made = 0;
  for (const household of createHouseholds(country, people)) {
    made += household.people.length;
    for (const { agency, of } of REGISTERS)
      if (of) {
        const rows = of(household, country);
        yield { agency, ...(spoilt ? spoil(agency, rows, household) : { rows, planted: [] }), people: made };
      }
  }
}

/** All rows of a world that is small enough to hold, by the file they are laid into: `<agency>/<Entity>`. */
export function syntheticWorld(people: number, seed: number): Readonly<Record<string, readonly object[]>> {
  const files: Record<string, object[]> = {};
  for (const { agency, rows } of worldOf(people, seed))
    for (const [entity, laid] of Object.entries(rows)) (files[`${agency}/${entity}`] ??= []).push(...laid);
  return files;
}

/** One row a line: a change shows as the rows it touches. */
export const printRows = (rows: readonly object[]): string =>
  rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
