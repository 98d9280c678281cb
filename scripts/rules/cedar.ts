import type {
  Classes,
  Combination,
  Consent,
  Coordinate,
  FieldPattern,
  Forbid,
  Freshness,
  Grant,
  PolicyRequest,
  Purpose,
  RuleSet,
} from '@lienthong/shared/policy/types';

/** The rules in the Cedar policy language (https://www.cedarpolicy.com): policies by id, and the entities they speak of. */
export interface CedarRules {
  readonly policies: Readonly<Record<string, string>>;
  readonly entities: CedarEntity[];
}

export interface CedarEntity {
  readonly uid: EntityId;
  readonly attrs: Record<string, string | string[]>;
  readonly parents: EntityId[];
}

interface EntityId {
  readonly type: string;
  readonly id: string;
}

/** One field of a request, as Cedar is asked about it. */
export interface CedarQuestion {
  readonly principal: EntityId;
  readonly action: EntityId;
  readonly resource: EntityId;
  readonly context: Record<string, string | number | boolean | string[] | { __entity: EntityId }[]>;
}

/**
 * Says the same rules once more, in a language with an evaluator of its own: what neither author of an evaluator
 * here has written may tell that both are wrong. Says nothing of reasons, rows and masks: Cedar permits or denies.
 */
export function toCedar(rules: RuleSet, classes: Classes): CedarRules {
  return {
    policies: {
      stale: `forbid(principal, action, resource) when { context.stale };`,
      // A field without a class has no attributes; a policy that stumbles over that would be skipped.
      unclassified: `forbid(principal, action, resource) unless { resource has secrecy };`,
      secret: `forbid(principal, action, resource) when { resource has secrecy && resource.secrecy != "NONE" };`,
      open: `permit(principal, action, resource) when { resource has sharing && resource.sharing == "OPEN" };`,
      own: `permit(principal is Agency, action, resource) when { resource has owners && resource.owners.contains(principal.id) };`,
      subject: `permit(principal is Citizen, action, resource) when { resource has sharing && resource.sharing == "SHARED" && resource.personal != "NONE" };`,
      shared: sharedByDefault(rules),
      ...Object.fromEntries(rules.grants.map((grant) => [`grant ${grant.id}`, permitOf(grant, rules)])),
      ...Object.fromEntries(rules.forbids.map((forbid) => [`forbid ${forbid.id}`, forbidOf(forbid)])),
      ...Object.fromEntries(
        rules.combinations.map((combination) => [
          `combination ${combination.id}`,
          combinationOf(combination, rules, classes),
        ]),
      ),
    },
    entities: [...fieldEntities(classes), ...agencyEntities(rules, classes)],
  };
}

function sharedByDefault({ defaults: { shared }, acts, purposes, excluded }: RuleSet): string {
  return `permit(principal in Group::${text(shared.to)}, action, resource) when {
    resource has sharing && resource.sharing == "SHARED" && resource.personal == "NONE" && resource.importance != "CORE"
    && context has purpose && ${list(purposes.map(({ id }) => text(id)))}.contains(context.purpose)
    && !${list(excluded.map(({ id }) => text(id)))}.contains(principal.id)
    && ${inForce(shared.basis, acts)}
  };`;
}

function permitOf(grant: Grant, { acts, purposes, excluded }: RuleSet): string {
  const purpose = purposes.find(({ id }) => id === grant.purpose);
  if (!purpose || !isUnderstood(grant) || grant.status !== 'ACTIVE')
    return 'permit(principal, action, resource) when { false };';
  const conditions = [
    named(grant.fields),
    named(purpose.minimalFields),
    `resource has owners && resource.owners.contains(${text(grant.provider)})`,
    called([grant.grantee]),
    `!${list(excluded.map(({ id }) => text(id)))}.contains(principal.id)`,
    `context has purpose && context.purpose == ${text(purpose.id)}`,
    purpose.recipients.length === 0 ? 'true' : called(purpose.recipients),
    purpose.procedure === null
      ? 'true'
      : `context has procedure && context.procedure == ${text(purpose.procedure)}`,
    purpose.caseRequired ? 'context.hasCase' : 'true',
    within(grant.validFrom, grant.validTo),
    inForce(grant.basis, acts),
    ...grant.conditions.map((condition) => `context.proofs.contains(${text(condition)})`),
    consent(purpose),
    {
      all: 'true',
      'own-contribution': 'true',
      'own-territory': 'context.hasTerritory',
      case: 'context.hasSubjects',
      record: 'context.hasSubjects',
      self: 'false',
    }[grant.rows],
    grant.riskAssessedUntil === null
      ? 'resource.importance != "CORE"'
      : `(resource.importance != "CORE" || context.day <= ${day(grant.riskAssessedUntil)})`,
  ];
  return `permit(principal is Agency, action, resource) when {\n  ${conditions.map((one) => `(${one})`).join('\n  && ')}\n};`;
}

function consent({ kind, recipientRole }: Purpose): string {
  const written =
    recipientRole === 'AUTHORITY' || kind === 'EMERGENCY'
      ? 'true'
      : '(resource.personal != "SENSITIVE" || context.consents.contains("WRITTEN_REQUEST"))';
  const plain =
    kind === 'CONSENT' ? '(resource.personal == "NONE" || context.consents.contains("CONSENT"))' : 'true';
  return `${written} && ${plain}`;
}

function forbidOf({ fields, provider, except, validFrom, validTo }: Forbid): string {
  return `forbid(principal, action, resource) when {
    ${named(fields)} && resource has owners && resource.owners.contains(${text(provider)})
    && ${within(validFrom, validTo)}
  } unless {
    (principal is Agency && principal.id == ${text(provider)}) || ${called(except)}
  };`;
}

function combinationOf({ parts, allowedFor }: Combination, { purposes }: RuleSet, classes: Classes): string {
  const allowed = allowedFor.filter((purpose) => purposes.some(({ id }) => id === purpose));
  // Cedar cannot ask which fields of a type a set holds: a pattern is written out.
  const asked = (part: readonly FieldPattern[]) => {
    const fields = [...classes.keys()].filter((coordinate) =>
      part.some((pattern) => pattern === coordinate || pattern === `${coordinate.split('.')[0]}.*`),
    );
    return `context.requested.containsAny(${list(fields.map(field))})`;
  };
  return `forbid(principal is Agency, action, resource) when {
    (${parts.map(named).join(' || ') || 'false'}) && ${parts.map(asked).join(' && ') || 'true'}
  } unless {
    (context has purpose && ${list(allowed.map(text))}.contains(context.purpose))
    || (resource has sharing && (resource.sharing == "OPEN" || resource.owners.contains(principal.id)))
  };`;
}

/** Whether everything a grant says has a meaning; what has none permits nothing. */
const isUnderstood = ({ conditions, mask, rows }: Grant): boolean =>
  conditions.every((condition) => ['OFFICER', 'DECISION_NUMBER', 'TWO_APPROVALS'].includes(condition)) &&
  Object.values(mask).every((one) => ['initials', 'year', 'last-four', 'presence'].includes(one)) &&
  ['all', 'own-territory', 'own-contribution', 'case', 'record', 'self'].includes(rows);

const named = (patterns: readonly FieldPattern[]): string =>
  `resource in ${list(
    patterns.map((pattern) =>
      pattern.endsWith('.*') ? `Type::${text(pattern.slice(0, -2))}` : field(pattern),
    ),
  )}`;

/** An agency of this name, a member of this group, or a citizen: a rule does not say which it means. */
const called = (names: readonly string[]): string =>
  names
    .flatMap((name) =>
      name === 'citizens'
        ? ['principal is Citizen']
        : [`principal == Agency::${text(name)}`, `principal in Group::${text(name)}`],
    )
    .join(' || ') || 'false';

function inForce(basis: readonly string[], acts: RuleSet['acts']): string {
  const periods = basis.flatMap((citation) => {
    const [act] = acts
      .filter(({ id }) => `${citation} `.startsWith(`${id} `))
      .sort((a, b) => b.id.length - a.id.length);
    return act ? [`(${within(act.validFrom, act.validTo)})`] : [];
  });
  return `(${periods.join(' || ') || 'false'})`;
}

const within = (from: string | null, to: string | null): string =>
  [...(from ? [`context.day >= ${day(from)}`] : []), ...(to ? [`context.day <= ${day(to)}`] : [])].join(
    ' && ',
  ) || 'true';

/** A day as the number its date reads as, 20251022: ordered like the calendar. */
const day = (iso: string): number => Number(iso.replaceAll('-', ''));

const list = (of: readonly string[]): string => `[${of.join(', ')}]`;
const field = (coordinate: Coordinate): string => `Field::${text(coordinate)}`;
/** Ids are letters, digits and `-._/`: what JSON quotes, Cedar reads. */
const text = (value: string): string => JSON.stringify(value);

function fieldEntities(classes: Classes): CedarEntity[] {
  return [...classes].map(([coordinate, { sharing, personal, secrecy, importance, owners }]) => ({
    uid: { type: 'Field', id: coordinate },
    attrs: { sharing, personal, secrecy, importance, owners: [...owners] },
    parents: [{ type: 'Type', id: coordinate.split('.')[0]! }],
  }));
}

/** Membership as it is written, group by group: Cedar itself follows it down. */
function agencyEntities({ groups, grants, excluded }: RuleSet, classes: Classes): CedarEntity[] {
  const isGroup = (name: string) => groups.some(({ id }) => id === name);
  const parentsOf = (name: string) =>
    groups.filter(({ members }) => members.includes(name)).map(({ id }) => ({ type: 'Group', id }));
  const agencies = new Set(
    [
      ...[...classes.values()].flatMap(({ owners }) => owners),
      ...groups.flatMap(({ members }) => members),
      ...grants.map(({ grantee }) => grantee),
      ...excluded.map(({ id }) => id),
    ].filter((name) => !isGroup(name) && name !== 'citizens'),
  );
  return [
    ...[...agencies].map((id) => ({ uid: { type: 'Agency', id }, attrs: { id }, parents: parentsOf(id) })),
    ...groups.map(({ id }) => ({ uid: { type: 'Group', id }, attrs: {}, parents: parentsOf(id) })),
  ];
}

/** A request as Cedar is asked it, field by field. */
export function cedarQuestions(
  { caller, coordinates }: PolicyRequest,
  rules: RuleSet,
  entities: readonly CedarEntity[],
  now: number,
  { freshUntil, version }: Freshness = {},
): CedarQuestion[] {
  const today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  const context: CedarQuestion['context'] = {
    stale: (freshUntil ?? Infinity) < now || (version ?? rules.version) !== rules.version,
    day: day(today),
    requested: coordinates.map((id) => ({ __entity: { type: 'Field', id } })),
  };
  let principal: EntityId = { type: 'Anonymous', id: 'anyone' };
  if (caller.kind === 'citizen') principal = { type: 'Citizen', id: 'someone' };
  if (caller.kind === 'agency') {
    const known = entities.some(({ uid }) => uid.type === 'Agency' && uid.id === caller.agency);
    principal = known ? { type: 'Agency', id: caller.agency } : { type: 'Anonymous', id: 'anyone' };
    const subjects = caller.case?.subjects ?? [];
    const valid = (consent: Consent) =>
      consent.purpose === caller.purpose &&
      consent.validFrom <= today &&
      today <= (consent.validTo ?? today) &&
      (subjects.length === 0 || subjects.includes(consent.subject));
    const kinds = new Set((caller.consents ?? []).filter(valid).map(({ kind }) => kind));
    if (kinds.has('WRITTEN_REQUEST')) kinds.add('CONSENT');
    Object.assign(context, {
      ...(caller.purpose !== undefined && { purpose: caller.purpose }),
      ...(caller.procedure !== undefined && { procedure: caller.procedure }),
      hasCase: Boolean(caller.case?.id),
      hasSubjects: subjects.length > 0,
      hasTerritory: Boolean(caller.territory),
      proofs: [
        ...(caller.officer ? ['OFFICER'] : []),
        ...(caller.decisionNumber ? ['DECISION_NUMBER'] : []),
        ...(new Set(caller.approvedBy).size > 1 ? ['TWO_APPROVALS'] : []),
      ],
      consents: [...kinds],
    });
  }
  return coordinates.map((id) => ({
    principal,
    action: { type: 'Action', id: 'read' },
    resource: { type: 'Field', id },
    context,
  }));
}
