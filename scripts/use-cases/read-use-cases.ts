import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, parse } from 'graphql';
import { readYaml, type Located, type ReadingFault } from '@lienthong/shared/policy/reading/read-yaml';
import { BadRules } from '@lienthong/shared/rule-files';
import { storyFile, type Story } from './story-shape.ts';

/** A folder of `demo/`. */
export interface UseCase extends Story {
  /** `uc7`. */
  readonly id: string;
  /** `uc07-school-admission`. */
  readonly folder: string;
  /** The text of each of its `.graphql` files. */
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDER = /^uc(\d\d)(?:-[a-z0-9]+)+$/;

/** Every use case, in the order of their numbers. Mistakes are told all at once, each with its place. */
export function readUseCases(root = 'demo'): UseCase[] {
  const read = readdirSync(root)
    .filter((name) => FOLDER.test(name))
    .sort()
    .map((name) => readUseCase(root, name));
  const faults = read.flatMap((each) => ('faults' in each ? each.faults : []));
  if (faults.length > 0) throw new BadRules(faults);
  return read.filter((each): each is UseCase => !('faults' in each));
}

function readUseCase(root: string, folder: string): UseCase | { readonly faults: readonly ReadingFault[] } {
  const file = join(root, folder, 'story.yaml');
  if (!existsSync(file))
    return { faults: [{ file, line: 1, column: 1, message: 'expected a story; found no such file.' }] };
  const { faults, read } = readYaml(file, readFileSync(file, 'utf8'), storyFile);
  if (faults) return { faults };

  const texts = new Map(
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]),
  );
  const found = [...danglingNames(read, texts), ...unreadable(join(root, folder), texts)];
  if (found.length > 0) return { faults: found };
  return { ...read.value, id: `uc${Number(FOLDER.exec(folder)![1])}`, folder, texts };
}

/** Callers and files that a step or a change names and nobody wrote. */
function danglingNames({ value, placeOf }: Located<Story>, texts: UseCase['texts']): ReadingFault[] {
  const files = [...texts.keys()];
  const named = [
    ...value.steps.flatMap(({ caller, operation }, index) => [
      { path: ['steps', index, 'caller'], name: caller, known: Object.keys(value.callers) },
      { path: ['steps', index, 'operation'], name: operation, known: files },
    ]),
    ...value.changes.map(({ schema }, index) => ({
      path: ['changes', index, 'schema'],
      name: schema,
      known: files,
    })),
  ];
  return named
    .filter(({ name, known }) => !known.includes(name))
    .map(({ path, name, known }) => ({
      ...placeOf(path),
      message: `${path.join('.')}: expected one of ${known.join(', ')}; found "${name}".`,
    }));
}

const unreadable = (folder: string, texts: UseCase['texts']): ReadingFault[] =>
  [...texts].flatMap(([name, text]) => {
    try {
      parse(text);
      return [];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const { line, column } = error.locations![0]!;
      return [{ file: join(folder, name), line, column, message: `expected GraphQL; ${error.message}` }];
    }
  });
