import type { Dossier } from './dossiers.ts';

/** Whether a dossier was done after its day, or is not done although the day is over. */
export const isLate = ({ dueOn, doneOn }: Pick<Dossier, 'dueOn' | 'doneOn'>, day: string): boolean =>
  (doneOn ?? day) > dueOn;

/** Counts below this could be somebody's: they are not published. Invented; the practice is general. */
export const FEWEST = 5;

export interface ServiceFigures {
  readonly province: string;
  readonly dossiers: number;
  readonly done: number;
  readonly late: number;
}

/** How a province's dossiers are getting on; null where there are too few to tell of. */
export function serviceFigures(
  province: string,
  dossiers: readonly Pick<Dossier, 'dueOn' | 'doneOn'>[],
  day: string,
): ServiceFigures | null {
  return dossiers.length < FEWEST
    ? null
    : {
        province,
        dossiers: dossiers.length,
        done: dossiers.filter(({ doneOn }) => doneOn !== null && doneOn <= day).length,
        late: dossiers.filter((dossier) => isLate(dossier, day)).length,
      };
}
