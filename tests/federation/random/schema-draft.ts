/** A field of a type, as one subgraph declares it. */
export interface FieldDraft {
  readonly type: string;
  /** With its parentheses; empty where there are none. */
  readonly args: string;
  readonly marks: string[];
}

/** A type with fields, as one subgraph declares it. */
export interface TypeDraft {
  readonly kind: 'type' | 'interface';
  readonly marks: string[];
  readonly implemented: string[];
  readonly fields: Map<string, FieldDraft>;
}

/** The schema of one subgraph while it is being drawn. */
export interface SchemaDraft {
  readonly name: string;
  readonly types: Map<string, TypeDraft>;
  /** Definitions of other kinds, by name. */
  readonly others: Map<string, string>;
}

export const createDraft = (name: string): SchemaDraft => ({ name, types: new Map(), others: new Map() });

/** The type of that name, declared now where it was not. */
export function declare(
  { types }: SchemaDraft,
  name: string,
  kind: TypeDraft['kind'] = 'type',
  ...marks: string[]
): TypeDraft {
  const known = types.get(name);
  if (known) return known;
  const type: TypeDraft = { kind, marks, implemented: [], fields: new Map() };
  types.set(name, type);
  return type;
}

export function printDraft({ types, others }: SchemaDraft): string {
  const printed = [...types].map(([name, { kind, marks, implemented, fields }]) => {
    const behind = implemented.length > 0 ? ` implements ${implemented.join(' & ')}` : '';
    const head = [`${kind} ${name}${behind}`, ...marks].join(' ');
    const lines = [...fields].map(([field, { args, type, marks }]) =>
      [`  ${field}${args}: ${type}`, ...marks].join(' '),
    );
    return `${head} {\n${lines.join('\n')}\n}`;
  });
  return [...printed, ...others.values()].join('\n\n');
}
