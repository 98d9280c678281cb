import { CITIZENS, type RuleSet } from './types.ts';

/** Groups resolved to the agencies in them, however deep, and for each agency the names that rules may call it by. */
export function expandGroups({ groups, grants, excluded }: RuleSet, owners: readonly string[]) {
  const membersById = new Map(groups.map(({ id, members }) => [id, members]));
  const agenciesIn = (group: string): string[] => {
    const reached = new Set([group]);
    // A set hands out what is added while it is walked; a group that contains itself adds nothing new.
    for (const name of reached) for (const member of membersById.get(name) ?? []) reached.add(member);
    return [...reached].filter((name) => !membersById.has(name));
  };
  const expanded = new Map(groups.map(({ id }) => [id, agenciesIn(id)]));

  // A caller cannot be a group, nor everybody: whoever calls itself so is nobody.
  const isAgency = (name: string) => name !== CITIZENS && !membersById.has(name);
  const agencies = new Set(
    [
      ...owners,
      ...[...expanded.values()].flat(),
      ...grants.map(({ grantee }) => grantee),
      ...excluded.map(({ id }) => id),
    ].filter(isAgency),
  );
  const namesOf = new Map([...agencies].map((agency) => [agency, new Set([agency])]));
  for (const [group, members] of expanded) for (const agency of members) namesOf.get(agency)?.add(group);
  return { namesOf, membersOf: (name: string): readonly string[] => expanded.get(name) ?? [name] };
}
