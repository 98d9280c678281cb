import { isEnumType, type GraphQLLeafType } from 'graphql';

const isInteger = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value);

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => isInteger(value) && Math.abs(value as number) < 2 ** 31,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || isInteger(value),
};

/** Checks a value as it stands in an answer. What a custom scalar may hold only its agency knows. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value) !== undefined;
  return SCALARS[type.name] ?? ((value) => value !== undefined);
}
