import { isEnumType, type GraphQLLeafType } from 'graphql';
import { createCode, type GeneratedCode } from './generated-code.ts';

/** By type, whether a value may stand in an answer. What a custom scalar may hold only its agency knows. */
const TESTS: Readonly<Record<string, (value: string) => string>> = {
  Int: (value) => `(${value}|0)===${value}`,
  Float: (value) => `Number.isFinite(${value})`,
  String: (value) => `typeof ${value}==='string'`,
  Boolean: (value) => `typeof ${value}==='boolean'`,
  ID: (value) => `(typeof ${value}==='string'||Number.isInteger(${value}))`,
};

/** Code that tests a value as it stands in an answer. */
export function leafTest(value: string, type: GraphQLLeafType, code: GeneratedCode): string {
  if (isEnumType(type))
    return `${code.constant(new Set(type.getValues().map(({ name }) => name)))}.has(${value})`;
  return TESTS[type.name]?.(value) ?? `${value}!==undefined`;
}

const checks = new WeakMap<GraphQLLeafType, (value: unknown) => boolean>();

/** The same test, made. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  let check = checks.get(type);
  if (!check) {
    const code = createCode();
    check = code.evaluate<(value: unknown) => boolean>(`(value)=>${leafTest('value', type, code)}`);
    checks.set(type, check);
  }
  return check;
}
