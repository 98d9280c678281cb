import { rulesIn, type RuleFiles } from '../reading/rule-files.ts';
import type { Located, Place } from '../reading/read-yaml.ts';
import type { Classes, Coordinate } from '../types.ts';
import { checkActs, checkCombinations, checkDefaults, checkGroups, checkPurposes } from './check-law.ts';
import { checkSharing } from './check-sharing.ts';
import { fault, known, warning, type Problem } from './known.ts';

/** The graph that rules are held against. */
export interface CheckedGraph {
  readonly file: string;
  readonly classes: Classes;
  readonly agencies: readonly string[];
  readonly heldTwice: ReadonlyMap<Coordinate, readonly string[]>;
}

/** A {@link Problem} and where it stands. */
export type PlacedProblem = Problem & Place;

/** Holds every rule file against the graph and against the others, as of a day. Nothing found: nothing stands against them. */
export function checkRules(files: RuleFiles, graph: CheckedGraph, today: string): PlacedProblem[] {
  const world = known(rulesIn(files), graph.classes, graph.agencies, today);
  const placed = (
    { placeOf }: Pick<Located<unknown>, 'placeOf'>,
    problems: readonly Problem[],
  ): PlacedProblem[] => problems.map((problem) => ({ ...problem, ...placeOf(problem.path) }));
  return [
    ...placed(files.acts, checkActs(world)),
    ...placed(files.purposes, checkPurposes(world)),
    ...placed(files.combinations, checkCombinations(world)),
    ...placed(files.groups, checkGroups(world)),
    ...placed(files.defaults, checkDefaults(world)),
    ...files.sharing.flatMap((file) => placed(file, checkSharing(file.value, world))),
    ...sameIds(files),
    ...files.sharing.flatMap(inAnothersFolder),
    ...placed({ placeOf: () => ({ file: graph.file, line: 1, column: 1 }) }, checkGraph(graph)),
  ];
}

/** A receipt names a grant by its id alone. */
function sameIds({ sharing }: RuleFiles): PlacedProblem[] {
  const first = new Map<string, Place>();
  return sharing.flatMap(({ value, placeOf }) =>
    (['grants', 'forbids'] as const).flatMap((kind) =>
      value[kind].flatMap(({ id }, index) => {
        const place = placeOf([kind, index, 'id']);
        const before = first.get(id);
        if (!before) first.set(id, place);
        return before
          ? {
              ...fault(
                'DUPLICATE_ID',
                [kind, index, 'id'],
                `"${id}" stands at ${before.file}:${before.line} too.`,
              ),
              ...place,
            }
          : [];
      }),
    ),
  );
}

/** Who may write into an agency's folder may write its rules, and no other's. */
function inAnothersFolder({
  file,
  value: { provider },
  placeOf,
}: RuleFiles['sharing'][number]): PlacedProblem[] {
  const folder = file.replaceAll('\\', '/').split('/').at(-2);
  return folder === undefined || folder === provider
    ? []
    : [
        {
          ...fault(
            'PROVIDER_ELSEWHERE',
            ['provider'],
            `The rules of ${provider} stand in the folder of ${folder}.`,
          ),
          ...placeOf(['provider']),
        },
      ];
}

function checkGraph({ classes, heldTwice }: CheckedGraph): Problem[] {
  return [
    ...[...heldTwice]
      .filter(([coordinate]) => classes.get(coordinate)?.sharing !== 'OPEN')
      .map(([coordinate, holders]) =>
        fault(
          'TWO_OWNERS',
          [],
          `${coordinate} is answered by ${holders.join(', ')}: one datum has one source.`,
        ),
      ),
    ...[...classes]
      .filter(([, { sharing, personal }]) => sharing === 'OPEN' && personal === 'SENSITIVE')
      .map(([coordinate]) =>
        fault('OPEN_SENSITIVE', [], `${coordinate} is sensitive personal data and open to anyone.`),
      ),
    ...[...classes]
      .filter(([, { secrecy }]) => secrecy !== 'NONE')
      .map(([coordinate, { secrecy }]) =>
        warning(
          'SECRET_IN_GRAPH',
          [],
          `${coordinate} is ${secrecy}: it is refused to everyone, and does not belong here.`,
        ),
      ),
  ];
}
