import fc from 'fast-check';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { assemble } from '@lienthong/shared/policy/rule-set';
import {
  CONSENT_KINDS,
  GRANT_CONDITIONS,
  GRANT_STATUSES,
  MASKS,
  ROW_SCOPES,
  SECRECY,
  type Caller,
  type Classes,
  type Classification,
  type Combination,
  type Forbid,
  type Freshness,
  type Grant,
  type PolicyRequest,
  type Purpose,
  type RuleSet,
} from '@lienthong/shared/policy/types';

/**
 * A small world in which everything meets: few agencies, fields, purposes, acts and days, so that rules apply often
 * and their edges (the last day of one decree, the first of the next) are hit in every other case.
 */
export interface World {
  readonly rules: RuleSet;
  readonly classes: Classes;
  readonly request: PolicyRequest;
  readonly now: number;
  readonly freshness: Freshness;
}

const TEXT = { vi: 'x', en: 'x' };
const AGENCIES = ['a', 'b', 'c', 'd'];
/** `f` is excluded; nobody has heard of `z`. */
const CALLERS = [...AGENCIES, 'f', 'z', 'group-one', 'citizens'];
const NAMES = [...AGENCIES, 'f', 'group-one', 'group-two', 'citizens', 'nobody'];
const FIELDS = ['One.a', 'One.b', 'One.c', 'Two.a', 'Two.b', 'Three.a'];
const PATTERNS = [...FIELDS, 'One.*', 'Two.*', 'Three.*', 'Three.ghost', 'Four.*'];
const PURPOSES = ['care', 'tax'];
const DAYS = ['2025-10-20', '2025-10-21', '2025-10-22', '2025-10-23'];
const ACTS = ['Old 47', 'New 278', 'Lasting 1'];

const rarely = <T, U = T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ arbitrary: often, weight: 9 }, { arbitrary: seldom, weight: 1 });
const perhaps = <T>(list: fc.Arbitrary<T[]>): fc.Arbitrary<T[]> =>
  fc.oneof({ arbitrary: fc.constant<T[]>([]), weight: 3 }, { arbitrary: list, weight: 1 });
const oneOf = <T>(...of: readonly T[]) => fc.constantFrom(...of);
const some = <T>(of: readonly T[], minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...of), { minLength, maxLength: 4 });
const day = oneOf(...DAYS);
const dayOrNone = fc.option(day, { nil: null });

const basis = rarely(
  fc.uniqueArray(oneOf('Old 47 Art 5', 'New 278 Art 4(2)', 'Lasting 1'), { minLength: 1, maxLength: 2 }),
  some(['Old 47 Art 5', 'Unheard 9 Art 1', 'Lasting 10']),
);

const classification: fc.Arbitrary<Classification> = fc.record({
  sharing: oneOf('SHARED', 'SHARED', 'SHARED', 'PRIVATE', 'PRIVATE', 'OPEN'),
  personal: oneOf('NONE', 'BASIC', 'SENSITIVE'),
  secrecy: rarely(fc.constant('NONE' as const), oneOf(...SECRECY)),
  importance: oneOf('NORMAL', 'NORMAL', 'NORMAL', 'IMPORTANT', 'CORE'),
  owners: rarely(
    oneOf('a', 'a', 'a', 'b').map((owner) => [owner]),
    some(['a', 'b', 'c']),
  ),
  database: fc.constant(null),
});

const members = rarely(fc.constant(['c', 'd', 'group-one']), some(NAMES));

const grant = (id: string): fc.Arbitrary<Grant> =>
  fc.record({
    id: fc.constant(id),
    provider: rarely(fc.constant('a'), oneOf('b', 'c')),
    grantee: rarely(oneOf('c', 'd', 'group-one', 'group-two'), oneOf(...NAMES)),
    purpose: rarely(oneOf('care', 'care', 'tax'), fc.constant('unheard')),
    basis,
    fields: some(PATTERNS, 2),
    rows: rarely(oneOf('all', 'case', 'own-territory'), oneOf(...ROW_SCOPES, 'galaxy' as 'all')),
    mask: rarely(
      fc.dictionary(oneOf(...FIELDS), oneOf(...MASKS), { maxKeys: 2 }),
      fc.constant({ 'One.a': 'unheard' as 'year' }),
    ),
    quota: fc.constant(null),
    conditions: rarely(fc.constant([]), some([...GRANT_CONDITIONS, 'ALWAYS_TRUE' as 'OFFICER'])),
    validFrom: rarely(fc.constant('2020-01-01'), day),
    validTo: rarely(fc.constant(null), dayOrNone),
    status: rarely(fc.constant('ACTIVE' as const), oneOf(...GRANT_STATUSES)),
    riskAssessedUntil: dayOrNone,
  });

export const forbid = (id: string): fc.Arbitrary<Forbid> =>
  fc.record({
    id: fc.constant(id),
    provider: oneOf('a', 'b'),
    fields: some(PATTERNS, 1),
    basis,
    except: some(NAMES),
    validFrom: rarely(fc.constant(null), dayOrNone),
    validTo: rarely(fc.constant(null), dayOrNone),
  });

const purpose = (id: string): fc.Arbitrary<Purpose> =>
  fc.record({
    id: fc.constant(id),
    label: fc.constant(TEXT),
    procedure: rarely(fc.constant(null), oneOf('1.000001', null)),
    kind: oneOf('LAW', 'LAW', 'LAW', 'CONSENT', 'EMERGENCY'),
    caseRequired: fc.boolean(),
    basis: fc.constant([]),
    recipients: rarely(fc.constant([]), some(NAMES)),
    recipientRole: oneOf('AUTHORITY', 'AUTHORITY', 'CARE_PROVIDER', 'INSURER'),
    minimalFields: rarely(fc.constant(['One.*', 'Two.*', 'Three.*']), some(PATTERNS)),
  });

const combination = (id: string): fc.Arbitrary<Combination> =>
  fc.record({
    id: fc.constant(id),
    label: fc.constant(TEXT),
    parts: fc.array(some(PATTERNS, 1), { minLength: 2, maxLength: 3 }),
    allowedFor: some([...PURPOSES, 'unheard']),
    basis,
  });

/** Cedar refuses groups that contain themselves; here they merely end. */
export const withoutRings = (given: World): World => ({
  ...given,
  rules: assemble({
    ...given.rules,
    groups: given.rules.groups.map(({ members, ...group }) => ({
      ...group,
      members: members.filter((member) => member !== 'group-two' && member !== group.id),
    })),
  }),
  freshness: {},
});

const several = <T>(make: (id: string) => fc.Arbitrary<T>, prefix: string, max: number): fc.Arbitrary<T[]> =>
  fc
    .integer({ min: 0, max })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => make(`${prefix}${index}`))));

const rules: fc.Arbitrary<RuleSet> = fc
  .record({
    acts: fc.constant(
      ACTS.map((id) => ({
        id,
        title: TEXT,
        validFrom: id === 'New 278' ? '2025-10-22' : '2020-01-01',
        validTo: id === 'Old 47' ? '2025-10-21' : null,
        replacedBy: [],
        certainty: 'READ_IN_FULL' as const,
        datesCertainty: 'READ_IN_FULL' as const,
        note: null,
        articles: [],
      })),
    ),
    purposes: fc.tuple(...PURPOSES.map(purpose)),
    combinations: perhaps(several(combination, 'together-', 2)),
    // They may contain each other, and themselves.
    groups: fc.tuple(
      members.map((members) => ({ id: 'group-one', label: TEXT, members })),
      members.map((members) => ({ id: 'group-two', label: TEXT, members })),
    ),
    excluded: fc.constant([{ id: 'f', label: TEXT, basis: [] }]),
    defaults: fc.record({
      open: fc.constant({ basis: [] }),
      own: fc.constant({ basis: [] }),
      shared: fc.record({ to: oneOf('group-one', 'group-two'), basis }),
      subject: fc.constant({ basis: [] }),
      core: fc.constant({ sensitiveSubjects: 100_000, basis: [] }),
    }),
    grants: several(grant, 'grant-', 10),
    forbids: perhaps(several(forbid, 'forbid-', 2)),
  })
  .map((all) => assemble(all));

const caller: fc.Arbitrary<Caller> = rarely<Caller, Caller>(
  fc.record(
    {
      kind: fc.constant('agency' as const),
      agency: rarely(oneOf('c', 'd'), oneOf(...CALLERS)),
      purpose: rarely(oneOf('care', 'care', 'tax'), fc.constant('unheard')),
      procedure: rarely(fc.constant('1.000001'), fc.constant('1.000002')),
      case: rarely(
        fc.constant({ id: 'case', subjects: ['s1', 's2'] }),
        fc.record({ id: oneOf('case', ''), subjects: some(['s1', 's3']) }),
      ),
      territory: oneOf('01', '01', '01', ''),
      officer: oneOf('o', 'o', 'o', ''),
      decisionNumber: oneOf('1/QD', ''),
      approvedBy: fc.array(oneOf('x', 'y'), { maxLength: 3 }),
      consents: fc.array(
        fc.record({
          kind: oneOf(...CONSENT_KINDS),
          purpose: oneOf(...PURPOSES),
          subject: oneOf('s1', 's2', 's3'),
          validFrom: rarely(fc.constant('2020-01-01'), day),
          validTo: rarely(fc.constant(null), dayOrNone),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['kind', 'agency', 'purpose', 'case'] },
  ),
  oneOf<Caller>({ kind: 'citizen', personalId: 's1' }, { kind: 'anonymous' }),
);

/** Any instant of the days on which something begins or ends: their first, their noon, their last millisecond. */
const instant = fc
  .tuple(day, oneOf(0, 43_200_000, 86_399_999))
  .map(([iso, offset]) => startOfDay(iso) + offset);

export const world: fc.Arbitrary<World> = fc
  .record({
    rules,
    classes: fc
      .tuple(...FIELDS.map((field) => fc.tuple(fc.constant(field), classification)))
      .map((entries) => new Map(entries)),
    request: fc.record({ caller, coordinates: rarely(some(FIELDS, 1), some([...FIELDS, 'Three.ghost'], 1)) }),
    now: instant,
    fresh: rarely(oneOf('fresh', 'just'), oneOf('late', 'other')),
  })
  .map(({ fresh, ...rest }) => ({
    ...rest,
    freshness: {
      fresh: {},
      just: { freshUntil: rest.now, version: rest.rules.version },
      late: { freshUntil: rest.now - 1 },
      other: { version: 'sha256:another' },
    }[fresh]!,
  }));
