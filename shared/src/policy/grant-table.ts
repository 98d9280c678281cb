import type { CompiledGrant } from './compile.ts';

/**
 * The grants that could permit a field, by agency and purpose. Each cell is a number that stands for a list of grants; a list is written once however many cells
 * have it, so that a table of millions of cells is a few million small numbers.
 */
export function grantTable(fieldCount: number, grantCount: number) {
  const cells = new Map<string, Map<string, Int32Array>>();
  const choices: CompiledGrant[][] = [[]];
  const extended = new Map<number, number>();

  function extend(list: number, grant: CompiledGrant): number {
    const key = list * grantCount + grant.number;
    let longer = extended.get(key);
    if (longer === undefined) {
      longer = choices.push([...choices[list]!, grant]) - 1;
      extended.set(key, longer);
    }
    return longer;
  }

  function add(agency: string, grant: CompiledGrant, reach: readonly number[]): void {
    const ofAgency = cells.get(agency) ?? new Map<string, Int32Array>();
    cells.set(agency, ofAgency);
    const row = ofAgency.get(grant.purpose) ?? new Int32Array(fieldCount);
    ofAgency.set(grant.purpose, row);
    for (const number of reach) row[number] = extend(row[number]!, grant);
  }
  return { cells, choices, add };
}
