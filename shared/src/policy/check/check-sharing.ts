import type { Path } from '../reading/read-yaml.ts';
import type { SharingFile } from '../reading/shapes.ts';
import { CITIZENS, type Coordinate } from '../types.ts';
import {
  checkCitations,
  checkNames,
  endedActs,
  fault,
  fieldsNamed,
  holdsWithin,
  unknownAgency,
  unknownField,
  warning,
  type Known,
  type Problem,
} from './known.ts';
import { suggestion } from './closest.ts';

type GrantEntry = SharingFile['grants'][number];
type ForbidEntry = SharingFile['forbids'][number];

/** What stands against one provider's file. */
export function checkSharing({ provider, grants, forbids }: SharingFile, world: Known): Problem[] {
  const own: Problem[] = world.agencies.has(provider)
    ? []
    : [
        fault(
          'UNKNOWN_AGENCY',
          ['provider'],
          `There is no subgraph "${provider}".${suggestion(provider, world.agencies)}`,
        ),
      ];
  return [
    ...own,
    ...grants.flatMap((grant, index) => checkGrant(grant, provider, ['grants', index], world)),
    ...forbids.flatMap((forbid, index) => checkForbid(forbid, provider, ['forbids', index], world)),
  ];
}

/** What stands against one grant. An agreement made at run time is held against the same. */
export function checkGrant(grant: GrantEntry, provider: string, at: Path, world: Known): Problem[] {
  const given = grant.fields
    .flatMap((pattern) => fieldsNamed(pattern, world))
    .filter((field) => owns(provider, field, world));
  return [
    ...checkFields(grant.fields, provider, [...at, 'fields'], world),
    ...checkGrantee(grant, [...at, 'grantee'], world),
    ...checkPurpose(grant, given, at, world),
    ...checkBasis(grant, given, [...at, 'basis'], world),
    ...checkClasses(grant, given, at, world),
    ...checkPeriod(grant, at),
    ...Object.keys(grant.mask)
      .filter((field) => !given.includes(field))
      .map((field) =>
        fault(
          'MASK_OUTSIDE_GRANT',
          [...at, 'mask', field],
          `${field} is masked but not among the fields granted.`,
        ),
      ),
    ...(grant.quota && grant.quota.distinctSubjects === undefined && grant.quota.requests === undefined
      ? [fault('EMPTY_QUOTA', [...at, 'quota'], 'A quota limits distinctSubjects, requests, or both.')]
      : []),
    ...(grant.rows.scope === 'self'
      ? [
          fault(
            'SELF_SCOPE',
            [...at, 'rows', 'scope'],
            'The scope "self" is for people reading what concerns them, who need no grant: it permits an agency nothing.',
          ),
        ]
      : []),
  ];
}

function checkFields(patterns: readonly string[], provider: string, at: Path, world: Known): Problem[] {
  return patterns.flatMap((pattern, index) => {
    const named = fieldsNamed(pattern, world);
    if (named.length === 0) return fault('UNKNOWN_FIELD', [...at, index], unknownField(pattern, world));
    if (named.some((field) => owns(provider, field, world))) return [];
    const owners = [...new Set(named.flatMap((field) => world.classes.get(field)!.owners))];
    return fault(
      'NOT_MASTER_SOURCE',
      [...at, index],
      `${pattern} is not ${provider}'s to share: one datum has one source, here ${owners.join(', ') || 'none that is known'}.`,
    );
  });
}

const owns = (provider: string, field: Coordinate, { classes }: Known): boolean =>
  classes.get(field)!.owners.includes(provider);

function checkGrantee({ grantee }: GrantEntry, at: Path, world: Known): Problem[] {
  const excluded = world.rules.excluded.find(({ id }) => id === grantee);
  if (excluded)
    return [
      fault(
        'EXCLUDED_AGENCY',
        at,
        `${grantee} (${excluded.label.en}) is outside the exchange: a grant to it permits nothing.`,
      ),
    ];
  return world.agencies.has(grantee) || world.groups.has(grantee)
    ? []
    : [fault('UNKNOWN_AGENCY', at, unknownAgency(grantee, world))];
}

function checkPurpose(grant: GrantEntry, given: readonly Coordinate[], at: Path, world: Known): Problem[] {
  const purpose = world.rules.purposes.find(({ id }) => id === grant.purpose);
  if (!purpose) {
    const message = `There is no purpose "${grant.purpose}" in law/purposes.yaml.${suggestion(grant.purpose, world.purposes)}`;
    return [fault('UNKNOWN_PURPOSE', [...at, 'purpose'], message)];
  }
  const needed = new Set(purpose.minimalFields.flatMap((pattern) => fieldsNamed(pattern, world)));
  const problems: Problem[] = [];
  grant.fields.forEach((pattern, index) => {
    const beyond = fieldsNamed(pattern, world).filter((field) => given.includes(field) && !needed.has(field));
    if (beyond.length > 0)
      problems.push(
        fault(
          'WIDER_THAN_PURPOSE',
          [...at, 'fields', index],
          `The purpose ${purpose.id} does not need ${beyond.slice(0, 5).join(', ')}${beyond.length > 5 ? ` and ${beyond.length - 5} more` : ''}: grant what it needs, or add the field to its minimalFields.`,
        ),
      );
  });
  if (purpose.recipients.length > 0) {
    const mayAsk = new Set(purpose.recipients.flatMap((name) => membersOf(name, world)));
    if (!membersOf(grant.grantee, world).some((agency) => mayAsk.has(agency)))
      problems.push(
        fault(
          'NOT_A_RECIPIENT',
          [...at, 'grantee'],
          `${grant.grantee} may not ask for ${purpose.id}, which is for ${purpose.recipients.join(', ')}.`,
        ),
      );
  }
  return problems;
}

function membersOf(name: string, world: Known, seen: ReadonlySet<string> = new Set()): string[] {
  const group = world.rules.groups.find(({ id }) => id === name);
  if (!group || seen.has(name)) return [name];
  return group.members.flatMap((member) => membersOf(member, world, new Set([...seen, name])));
}

function checkBasis(grant: GrantEntry, given: readonly Coordinate[], at: Path, world: Known): Problem[] {
  const { basis, validFrom, validTo } = grant;
  if (basis.length === 0) {
    const sensitive = given.find((field) => world.classes.get(field)!.personal === 'SENSITIVE');
    return sensitive
      ? [
          fault(
            'SENSITIVE_WITHOUT_BASIS',
            at,
            `${sensitive} is sensitive personal data: its grant needs a legal basis.`,
          ),
        ]
      : [fault('NO_LEGAL_BASIS', at, 'A grant without a legal basis permits nothing.')];
  }
  const unknown = checkCitations(basis, at, world);
  if (unknown.some(({ severity }) => severity === 'fault')) return unknown;
  const over = validTo !== null && validTo < world.today;
  const from = over || world.today < validFrom ? validFrom : world.today;
  const to = over ? validTo : from;
  if (holdsWithin(basis, from, to, world)) return unknown;
  const ended = endedActs(basis, world);
  return [
    ...unknown,
    ended
      ? fault(
          'BASIS_REPEALED',
          at,
          `Nothing it rests on holds ${over ? 'in its time' : `on ${from}`}: ${ended}.`,
        )
      : fault('BASIS_NOT_IN_FORCE', at, `Nothing it rests on holds yet on ${from}.`),
  ];
}

function checkClasses(
  grant: GrantEntry,
  given: readonly Coordinate[],
  at: Path,
  { classes }: Known,
): Problem[] {
  const secret = given.filter((field) => classes.get(field)!.secrecy !== 'NONE');
  const core = given.filter((field) => classes.get(field)!.importance === 'CORE');
  return [
    ...(secret.length > 0
      ? [
          fault(
            'SECRET_FIELD',
            [...at, 'fields'],
            `${secret.join(', ')}: secret or of undecided secrecy. No grant opens it.`,
          ),
        ]
      : []),
    ...(core.length > 0 && grant.riskAssessedUntil === null
      ? [
          fault(
            'RISK_ASSESSMENT_MISSING',
            [...at, 'fields'],
            `${core.join(', ')}: core data leaves only under a risk assessment (riskAssessedUntil).`,
          ),
        ]
      : []),
  ];
}

const checkPeriod = (
  { validFrom, validTo }: { validFrom: string | null; validTo: string | null },
  at: Path,
): Problem[] =>
  validFrom !== null && validTo !== null && validTo < validFrom
    ? [fault('NEVER_VALID', [...at, 'validTo'], `It ends on ${validTo}, before it begins on ${validFrom}.`)]
    : [];

function checkForbid(forbid: ForbidEntry, provider: string, at: Path, world: Known): Problem[] {
  const citations = checkCitations(forbid.basis, [...at, 'basis'], world);
  return [
    ...checkFields(forbid.fields, provider, [...at, 'fields'], world),
    ...checkNames(forbid.except, [...at, 'except'], world, [CITIZENS]),
    ...citations,
    ...(citations.length === 0 && !holdsWithin(forbid.basis, world.today, world.today, world)
      ? [
          warning(
            'BASIS_REPEALED',
            [...at, 'basis'],
            `Nothing it rests on holds on ${world.today}. It goes on forbidding.`,
          ),
        ]
      : []),
    ...checkPeriod(forbid, at),
  ];
}
