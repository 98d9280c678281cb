import { Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, visit, type Node } from 'yaml';
import type { core, z } from 'zod';
import { parseYaml } from './parse-yaml.ts';

/** Where something stands, counted from 1 as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake in a rule file: where, and what was expected instead. */
export interface ReadingFault extends Place {
  readonly message: string;
}

export type Path = readonly PropertyKey[];

/** What a file says, and where each part of it says so. */
export interface Located<T> {
  readonly file: string;
  readonly value: T;
  readonly placeOf: (path: Path) => Place;
}

export type Read<T> =
  | { readonly faults: readonly ReadingFault[]; readonly read?: undefined }
  | { readonly faults?: undefined; readonly read: Located<T> };

/** Reads a YAML text by its shape, and reports every mistake at once. */
export function readYaml<S extends z.ZodType>(file: string, text: string, shape: S): Read<z.infer<S>> {
  const lines = new LineCounter();
  const document = parseYaml(text, lines);
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (!(document instanceof Document))
    return { faults: document.map(({ message, pos }) => ({ ...at(pos[0]), message: `${message}.` })) };

  const placeOf = (path: Path): Place => at(offsetOf(document, path));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { faults: [{ ...at(danglingAlias(document)), message: `${(error as Error).message}.` }] };
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return { read: { file, value: parsed.data, placeOf } };
  return {
    faults: parsed.error.issues
      .flatMap((issue) => faultsOf(issue, value))
      .map(({ path, message }) => ({ ...placeOf(path), message }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** Where an alias stands that names no anchor; the beginning, where there is none. */
function danglingAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = startOf(alias) ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function faultsOf(issue: core.$ZodIssue, value: unknown): { path: Path; message: string }[] {
  const where = issue.path.length > 0 ? `${pathText(issue.path)}: ` : '';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `${where}there is no "${key}" here.`,
    }));
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => ({ path: issue.path, message: `${where}${message}.` }));
  const found = valueAt(value, issue.path);
  const expected =
    issue.code === 'invalid_value' ? `expected one of ${issue.values.join(', ')}` : issue.message;
  return [{ path: issue.path, message: `${where}${lowerFirst(expected)}; found ${shown(found)}.` }];
}

const lowerFirst = (text: string): string =>
  text.replace(/^Invalid input: /, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list';
  if (found !== null && typeof found === 'object') return 'a map';
  const text = JSON.stringify(found);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`))
    .join('');

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) =>
      inside !== null && typeof inside === 'object'
        ? (inside as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );

/** Where a path begins in the text: a key at its name. Of a part that is missing, the nearest part around it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!isPair(pair)) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
      // A value says more than its key, where there is one.
      if (isScalar(node)) offset = startOf(node) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined =>
  isNode(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
