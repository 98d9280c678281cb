import type { Coordinate, FieldPattern } from './types.ts';

/** `Type.field`, or `Type.*`. */
export const FIELD_PATTERN = /^[A-Za-z_]\w*\.(?:\*|[A-Za-z_]\w*)$/;

/** Finds the fields that patterns name. */
export interface FieldIndex {
  readonly numberOf: ReadonlyMap<Coordinate, number>;
  readonly byType: ReadonlyMap<string, readonly number[]>;
}

export function indexFields(coordinates: readonly Coordinate[]): FieldIndex {
  const byType = new Map<string, number[]>();
  coordinates.forEach((coordinate, number) => {
    const type = coordinate.slice(0, coordinate.indexOf('.'));
    const fields = byType.get(type);
    if (fields) fields.push(number);
    else byType.set(type, [number]);
  });
  return { numberOf: new Map(coordinates.map((coordinate, number) => [coordinate, number])), byType };
}

/** The fields one pattern names; none for a pattern that names nothing there is. */
export function fieldsOf(pattern: FieldPattern, { numberOf, byType }: FieldIndex): readonly number[] {
  if (pattern.endsWith('.*')) return byType.get(pattern.slice(0, -2)) ?? [];
  const number = numberOf.get(pattern);
  return number === undefined ? [] : [number];
}

/** The fields that any of the patterns names, each once. */
export const expand = (patterns: readonly FieldPattern[], index: FieldIndex): ReadonlySet<number> =>
  new Set(patterns.flatMap((pattern) => fieldsOf(pattern, index)));
