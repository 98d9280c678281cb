import type { Path } from '../reading/read-yaml.ts';
import { CITIZENS, type RuleSet } from '../types.ts';
import { suggestion } from './closest.ts';
import {
  checkCitations,
  checkNames,
  checkUnique,
  fault,
  fieldsNamed,
  holdsWithin,
  unknownField,
  warning,
  type Known,
  type Problem,
} from './known.ts';

/** What stands against the acts: ids, ends, and what replaces them. */
export const checkActs = ({ rules: { acts }, acts: byId }: Known): Problem[] => [
  ...checkUnique(
    acts.map(({ id }) => id),
    ['acts'],
  ),
  ...acts.flatMap(({ validFrom, validTo, replacedBy }, index) => [
    ...replacedBy.flatMap((id, place) =>
      byId.has(id)
        ? []
        : fault(
            'UNKNOWN_ACT',
            ['acts', index, 'replacedBy', place],
            `There is no act "${id}".${suggestion(id, byId.keys())}`,
          ),
    ),
    ...(validTo !== null && validTo < validFrom
      ? [
          fault(
            'NEVER_VALID',
            ['acts', index, 'validTo'],
            `It ends on ${validTo}, before it begins on ${validFrom}.`,
          ),
        ]
      : []),
    ...(replacedBy.length > 0 && validTo === null
      ? [
          warning(
            'REPLACED_WITHOUT_END',
            ['acts', index],
            'It is replaced but has no last day: it goes on carrying grants.',
          ),
        ]
      : []),
  ]),
];

/** What stands against the purposes. A field no schema has yet opens nothing, and is only pointed out. */
export const checkPurposes = (world: Known): Problem[] => [
  ...checkUnique([...world.rules.purposes.map(({ id }) => id)], ['purposes']),
  ...world.rules.purposes.flatMap(({ basis, recipients, minimalFields }, index) => {
    const at: Path = ['purposes', index];
    const citations = checkCitations(basis, [...at, 'basis'], world);
    return [
      ...citations,
      ...(citations.length === 0 && !holdsWithin(basis, world.today, world.today, world)
        ? [warning('BASIS_REPEALED', [...at, 'basis'], `Nothing it rests on holds on ${world.today}.`)]
        : []),
      ...checkNames(recipients, [...at, 'recipients'], world),
      ...notInGraph(minimalFields, [...at, 'minimalFields'], world),
    ];
  }),
];

export const checkCombinations = (world: Known): Problem[] => [
  ...checkUnique([...world.rules.combinations.map(({ id }) => id)], ['combinations']),
  ...world.rules.combinations.flatMap(({ parts, allowedFor, basis }, index) => {
    const at: Path = ['combinations', index];
    const patterns = parts.flat();
    return [
      ...checkCitations(basis, [...at, 'basis'], world),
      ...parts.flatMap((part, number) => notInGraph(part, [...at, 'parts', number], world)),
      ...(new Set(patterns).size < patterns.length
        ? [
            fault(
              'PARTS_OVERLAP',
              [...at, 'parts'],
              'A field stands in two parts: alone it would count as the combination.',
            ),
          ]
        : []),
      ...allowedFor.flatMap((purpose, number) =>
        world.purposes.has(purpose)
          ? []
          : fault(
              'UNKNOWN_PURPOSE',
              [...at, 'allowedFor', number],
              `There is no purpose "${purpose}".${suggestion(purpose, world.purposes)}`,
            ),
      ),
    ];
  }),
];

export function checkGroups(world: Known): Problem[] {
  const { groups, excluded } = world.rules;
  const out = new Set(excluded.map(({ id }) => id));
  return [
    ...checkUnique([...groups.map(({ id }) => id)], ['groups']),
    ...groups.flatMap(({ id, members }, index) => [
      ...(world.agencies.has(id) || id === CITIZENS
        ? [
            fault(
              'NAME_TAKEN',
              ['groups', index, 'id'],
              `"${id}" already names ${id === CITIZENS ? 'people' : 'an agency'}.`,
            ),
          ]
        : []),
      ...members.flatMap((member, place) =>
        out.has(member)
          ? fault(
              'EXCLUDED_AGENCY',
              ['groups', index, 'members', place],
              `${member} is outside the exchange.`,
            )
          : [],
      ),
      ...checkNames(members, ['groups', index, 'members'], world, [...out]),
      ...(containsItself(id, world.rules)
        ? [fault('GROUP_RING', ['groups', index, 'members'], `The group ${id} contains itself.`)]
        : []),
    ]),
    ...excluded.flatMap(({ id, basis }, index) => [
      ...(world.agencies.has(id)
        ? [fault('NAME_TAKEN', ['excluded', index, 'id'], `${id} has a subgraph: it is not outside.`)]
        : []),
      ...checkCitations(basis, ['excluded', index, 'basis'], world),
    ]),
  ];
}

function containsItself(id: string, { groups }: RuleSet): boolean {
  const reached = new Set<string>();
  const open = [id];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const member of groups.find((group) => group.id === name)?.members ?? []) {
      if (member === id) return true;
      if (!reached.has(member)) open.push(member);
      reached.add(member);
    }
  }
  return false;
}

export function checkDefaults(world: Known): Problem[] {
  const { shared, ...rest } = world.rules.defaults;
  return [
    ...(world.groups.has(shared.to)
      ? []
      : [
          fault(
            'UNKNOWN_AGENCY',
            ['shared', 'to'],
            `There is no group "${shared.to}".${suggestion(shared.to, world.groups)}`,
          ),
        ]),
    ...Object.entries({ shared, ...rest }).flatMap(([key, { basis }]) =>
      checkCitations(basis, [key, 'basis'], world),
    ),
  ];
}

const notInGraph = (patterns: readonly string[], at: Path, world: Known): Problem[] =>
  patterns.flatMap((pattern, index) =>
    fieldsNamed(pattern, world).length > 0
      ? []
      : warning(
          'FIELD_NOT_IN_GRAPH',
          [...at, index],
          `${unknownField(pattern, world)} It opens nothing until there is one.`,
        ),
  );
