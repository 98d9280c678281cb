import {
  type AgencyCaller,
  type Caller,
  type Classes,
  type Classification,
  type Condition,
  type ConsentKind,
  type Coordinate,
  type Freshness,
  type Grant,
  type Mask,
  type PermittedBy,
  type PolicyRequest,
  type Purpose,
  type ReasonCode,
  type RowScope,
  type RuleSet,
} from './types.ts';

/** A verdict without its citations. */
export type PlainVerdict =
  | {
      readonly allowed: true;
      readonly by: PermittedBy;
      readonly grant: string | null;
      readonly rows: RowScope;
      readonly mask: Mask | null;
      readonly consent: ConsentKind | null;
    }
  | {
      readonly allowed: false;
      readonly reason: ReasonCode;
      readonly failed: Condition;
      readonly rule: string | null;
      readonly nearest: string | null;
    };

/**
 * Decides slowly, by reading every rule for every field, from the description of the rules alone. It shares nothing
 * with `decide` but the words, so that a fault in one shows as a difference between the two. For tests.
 */
export function referenceDecide(
  { caller, coordinates }: PolicyRequest,
  rules: RuleSet,
  classes: Classes,
  now: number,
  { freshUntil, version }: Freshness = {},
): Map<Coordinate, PlainVerdict> {
  const today = new Date(now + 7 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const verdicts = new Map<Coordinate, PlainVerdict>();

  for (const coordinate of coordinates) {
    const tooOld = freshUntil !== undefined && now > freshUntil;
    const another = version !== undefined && version !== rules.version;
    verdicts.set(
      coordinate,
      tooOld || another
        ? refuse('RULESET_STALE', 'RULES_FRESH')
        : decideField(coordinate, caller, rules, classes, today),
    );
  }
  if (caller.kind !== 'agency') return verdicts;

  const asked = coordinates.filter((coordinate) => classes.has(coordinate));
  for (const combination of [...rules.combinations].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (
      caller.purpose !== undefined &&
      combination.allowedFor.includes(caller.purpose) &&
      isPurpose(caller.purpose, rules)
    )
      continue;
    const together = combination.parts.every((part) =>
      asked.some((one) => part.some((pattern) => names(pattern, one))),
    );
    if (!together) continue;
    for (const coordinate of asked) {
      const verdict = verdicts.get(coordinate)!;
      const member = combination.parts.some((part) => part.some((pattern) => names(pattern, coordinate)));
      if (member && verdict.allowed && (verdict.by === 'GRANT' || verdict.by === 'SHARED_BY_DEFAULT'))
        verdicts.set(coordinate, refuse('COMBINATION_FORBIDDEN', 'COMBINATION', { rule: combination.id }));
    }
  }
  return verdicts;
}

function decideField(
  coordinate: Coordinate,
  caller: Caller,
  rules: RuleSet,
  classes: Classes,
  today: string,
): PlainVerdict {
  const field = classes.get(coordinate);
  if (!field || field.secrecy === 'UNCLASSIFIED') return refuse('UNCLASSIFIED', 'CLASSIFIED');
  if (field.secrecy !== 'NONE') return refuse('STATE_SECRET', 'NOT_SECRET');

  const forbids = rules.forbids
    .filter((forbid) => forbid.fields.some((pattern) => names(pattern, coordinate)))
    .filter((forbid) => field.owners.includes(forbid.provider))
    .filter((forbid) => (forbid.validFrom ?? '0000') <= today && today <= (forbid.validTo ?? '9999'))
    .filter((forbid) => !(caller.kind === 'agency' && caller.agency === forbid.provider))
    .filter((forbid) => !forbid.except.some((name) => isCalled(caller, name, rules, classes)))
    .map(({ id }) => id)
    .sort();
  if (forbids.length > 0) return refuse('FORBIDDEN', 'NOT_FORBIDDEN', { rule: forbids[0]! });

  if (field.sharing === 'OPEN') return permit('OPEN');
  if (caller.kind === 'agency' && field.owners.includes(caller.agency)) return permit('OWN');
  if (caller.kind === 'anonymous') return refuse('NO_GRANT', 'IDENTIFIED');
  if (caller.kind === 'citizen')
    return field.sharing === 'SHARED' && field.personal !== 'NONE'
      ? { ...permit('SUBJECT'), rows: 'self' }
      : refuse('NO_GRANT', 'CONCERNS_CALLER');

  if (rules.excluded.some(({ id }) => id === caller.agency)) return refuse('EXCLUDED_AGENCY', 'NOT_EXCLUDED');
  const purpose = rules.purposes.find(({ id }) => id === caller.purpose);
  if (!purpose) return refuse('PURPOSE_MISMATCH', 'PURPOSE_KNOWN');

  const { shared } = rules.defaults;
  if (
    field.sharing === 'SHARED' &&
    field.personal === 'NONE' &&
    field.importance !== 'CORE' &&
    isCalled(caller, shared.to, rules, classes) &&
    shared.basis.some((citation) => standingOfAct(citation, rules, today) === 'IN_FORCE')
  )
    return permit('SHARED_BY_DEFAULT');

  const { recipients, procedure } = purpose;
  if (recipients.length > 0 && !recipients.some((name) => isCalled(caller, name, rules, classes)))
    return refuse('PURPOSE_MISMATCH', 'RECIPIENT');
  if (procedure !== null && !caller.procedure) return refuse('NO_LEGAL_BASIS', 'PROCEDURE');
  if (procedure !== null && caller.procedure !== procedure) return refuse('PURPOSE_MISMATCH', 'PROCEDURE');
  if (purpose.caseRequired && !caller.case?.id) return refuse('NO_LEGAL_BASIS', 'CASE');
  if (!purpose.minimalFields.some((pattern) => names(pattern, coordinate)))
    return refuse('EXCESS_FIELDS', 'WITHIN_PURPOSE');

  const candidates = rules.grants
    .filter(({ fields }) => fields.some((pattern) => names(pattern, coordinate)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (candidates.length === 0) return refuse('NO_GRANT', 'GRANT_EXISTS');

  const tried = candidates.map((grant) => ({
    grant,
    ...tryGrant(grant, field, caller, purpose, rules, classes, today),
  }));
  const permits = tried.filter(({ missed }) => missed === null).map(({ grant }) => grant);
  if (permits.length > 0) {
    const widest: RowScope[] = ['all', 'own-territory', 'own-contribution', 'case', 'record', 'self'];
    const rows = widest.find((scope) => permits.some((grant) => grant.rows === scope))!;
    const reaching = permits.filter((grant) => grant.rows === rows);
    const best = reaching.find((grant) => !grant.mask[coordinate]) ?? reaching[0]!;
    return {
      ...permit('GRANT'),
      grant: best.id,
      rows,
      mask: best.mask[coordinate] ?? null,
      consent: consentFor(field, purpose),
    };
  }
  const furthest = Math.max(...tried.map(({ passed }) => passed));
  const { grant, missed } = tried.find(({ passed }) => passed === furthest)!;
  return refuse(missed![1], missed![0], { nearest: grant.id });
}

/** Holds one grant against the request: how many of its conditions pass before the first that does not. */
function tryGrant(
  grant: Grant,
  field: Classification,
  caller: AgencyCaller,
  purpose: Purpose,
  rules: RuleSet,
  classes: Classes,
  today: string,
): { passed: number; missed: readonly [Condition, ReasonCode] | null } {
  const acts = grant.basis.map((citation) => standingOfAct(citation, rules, today));
  const wanted = consentFor(field, purpose);
  const known =
    ['ACTIVE', 'SUSPENDED', 'REVOKED', 'SUPERSEDED'].includes(grant.status) &&
    ['all', 'own-territory', 'own-contribution', 'case', 'record', 'self'].includes(grant.rows) &&
    grant.conditions.every((condition) =>
      ['OFFICER', 'DECISION_NUMBER', 'TWO_APPROVALS'].includes(condition),
    ) &&
    Object.values(grant.mask).every((mask) => ['initials', 'year', 'last-four', 'presence'].includes(mask));
  const brought = {
    OFFICER: !!caller.officer,
    DECISION_NUMBER: !!caller.decisionNumber,
    TWO_APPROVALS: new Set(caller.approvedBy ?? []).size > 1,
  };
  const rowsNamed = {
    all: true,
    'own-contribution': true,
    'own-territory': !!caller.territory,
    case: !!caller.case && caller.case.subjects.length > 0,
    record: !!caller.case && caller.case.subjects.length > 0,
    self: false,
  };

  const conditions: [Condition, boolean, ReasonCode][] = [
    ['MASTER_SOURCE', field.owners.includes(grant.provider), 'NOT_MASTER_SOURCE'],
    ['GRANTEE', isCalled(caller, grant.grantee, rules, classes), 'NO_GRANT'],
    ['GRANT_PURPOSE', grant.purpose === purpose.id, 'PURPOSE_MISMATCH'],
    ['UNDERSTOOD', known, 'RULESET_STALE'],
    ['BASIS_NAMED', acts.some((act) => act !== 'UNKNOWN'), 'NO_LEGAL_BASIS'],
    ['STATUS', grant.status === 'ACTIVE', grant.status === 'SUSPENDED' ? 'SUSPENDED' : 'EXPIRED'],
    ['STARTED', grant.validFrom <= today, 'NOT_YET_VALID'],
    ['NOT_OVER', grant.validTo === null || today <= grant.validTo, 'EXPIRED'],
    [
      'BASIS_IN_FORCE',
      acts.includes('IN_FORCE'),
      acts.includes('ENDED') ? 'LEGAL_ACT_REPLACED' : 'NOT_YET_VALID',
    ],
    ['GRANT_CONDITIONS', grant.conditions.every((condition) => brought[condition]), 'NO_LEGAL_BASIS'],
    ['CONSENT', wanted === null || hasConsent(caller, wanted, today), 'CONSENT_MISSING'],
    ['ROWS', rowsNamed[grant.rows], 'ROW_OUT_OF_SCOPE'],
    [
      'RISK_ASSESSED',
      field.importance !== 'CORE' || (grant.riskAssessedUntil !== null && today <= grant.riskAssessedUntil),
      'CORE_DATA_LIMIT',
    ],
  ];
  const first = conditions.findIndex(([, holds]) => !holds);
  return first === -1
    ? { passed: conditions.length, missed: null }
    : { passed: first, missed: [conditions[first]![0], conditions[first]![2]] };
}

function names(pattern: string, coordinate: Coordinate): boolean {
  const [type, field] = pattern.split('.');
  const [ofType, named] = coordinate.split('.');
  return type === ofType && (field === '*' || field === named);
}

/** Whether a rule that says `name` speaks of this caller. */
function isCalled(caller: Caller, name: string, rules: RuleSet, classes: Classes): boolean {
  if (caller.kind === 'citizen') return name === 'citizens';
  if (caller.kind !== 'agency' || name === 'citizens') return false;
  const groups = new Set(rules.groups.map(({ id }) => id));
  if (caller.agency === 'citizens' || groups.has(caller.agency)) return false;
  if (name === caller.agency) return isKnown(caller.agency, rules, classes);

  const inside = new Set([name]);
  for (let before = 0; before < inside.size;) {
    before = inside.size;
    for (const group of rules.groups)
      if (inside.has(group.id)) group.members.forEach((member) => inside.add(member));
  }
  return groups.has(name) && inside.has(caller.agency);
}

/** An agency that nothing names is nobody's partner. */
const isKnown = (agency: string, rules: RuleSet, classes: Classes): boolean =>
  rules.grants.some(({ grantee }) => grantee === agency) ||
  rules.groups.some(({ members }) => members.includes(agency)) ||
  rules.excluded.some(({ id }) => id === agency) ||
  [...classes.values()].some(({ owners }) => owners.includes(agency));

const isPurpose = (id: string, rules: RuleSet): boolean =>
  rules.purposes.some((purpose) => purpose.id === id);

function standingOfAct(
  citation: string,
  rules: RuleSet,
  today: string,
): 'UNKNOWN' | 'COMING' | 'IN_FORCE' | 'ENDED' {
  const [act] = rules.acts
    .filter(({ id }) => citation === id || citation.startsWith(`${id} `))
    .sort((a, b) => b.id.length - a.id.length);
  if (!act) return 'UNKNOWN';
  if (today < act.validFrom) return 'COMING';
  return act.validTo === null || today <= act.validTo ? 'IN_FORCE' : 'ENDED';
}

function consentFor({ personal }: Classification, { kind, recipientRole }: Purpose): ConsentKind | null {
  if (personal === 'SENSITIVE' && recipientRole !== 'AUTHORITY' && kind !== 'EMERGENCY')
    return 'WRITTEN_REQUEST';
  return kind === 'CONSENT' && personal !== 'NONE' ? 'CONSENT' : null;
}

const hasConsent = (caller: AgencyCaller, wanted: ConsentKind, today: string): boolean =>
  (caller.consents ?? []).some(
    ({ kind, purpose, subject, validFrom, validTo }) =>
      (kind === wanted || kind === 'WRITTEN_REQUEST') &&
      purpose === caller.purpose &&
      validFrom <= today &&
      (validTo === null || today <= validTo) &&
      (!caller.case?.subjects.length || caller.case.subjects.includes(subject)),
  );

const permit = (by: PermittedBy): PlainVerdict & { allowed: true } => ({
  allowed: true,
  by,
  grant: null,
  rows: 'all',
  mask: null,
  consent: null,
});

const refuse = (
  reason: ReasonCode,
  failed: Condition,
  { rule = null, nearest = null }: { rule?: string | null; nearest?: string | null } = {},
): PlainVerdict => ({ allowed: false, reason, failed, rule, nearest });
