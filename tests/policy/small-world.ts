import { compile } from '@lienthong/shared/policy/compile';
import { decide } from '@lienthong/shared/policy/decide';
import { startOfDay } from '@lienthong/shared/policy/legal-day';
import { referenceDecide } from '@lienthong/shared/policy/reference';
import { assemble } from '@lienthong/shared/policy/rule-set';
import type {
  AgencyCaller,
  Caller,
  Classes,
  Classification,
  Coordinate,
  Decision,
  Forbid,
  Freshness,
  Grant,
  LegalAct,
  Purpose,
  Rules,
  Verdict,
} from '@lienthong/shared/policy/types';

/** One register, one clinic, one grant between them that lets everything asked for through. A test changes one thing. */

const text = (en: string) => ({ vi: en, en });
export const field = (change: Partial<Classification> = {}): Classification => ({
  sharing: 'SHARED',
  personal: 'BASIC',
  secrecy: 'NONE',
  importance: 'NORMAL',
  owners: ['register'],
  database: null,
  ...change,
});

export const classes: Classes = new Map([
  ['Person.name', field()],
  ['Person.address', field()],
  ['Person.faith', field({ personal: 'SENSITIVE' })],
  ['Person.file', field({ sharing: 'PRIVATE' })],
  ['Person.secret', field({ secrecy: 'MAT' })],
  ['Person.topSecret', field({ sharing: 'OPEN', secrecy: 'TUYET_MAT' })],
  ['Person.undecided', field({ secrecy: 'UNCLASSIFIED' })],
  ['Person.reserve', field({ importance: 'CORE' })],
  ['Place.name', field({ sharing: 'OPEN', personal: 'NONE' })],
  ['Place.code', field({ personal: 'NONE' })],
  ['Place.stock', field({ personal: 'NONE', importance: 'CORE' })],
  ['Copy.name', field({ owners: ['archive'] })],
]);

const act = (id: string, validFrom = '2000-01-01', validTo: string | null = null): LegalAct => ({
  id,
  title: text(id),
  validFrom,
  validTo,
  replacedBy: validTo === null ? [] : ['New Law'],
  certainty: 'READ_IN_FULL',
  datesCertainty: 'READ_IN_FULL',
  note: null,
  articles: [],
});

export const grant: Grant = {
  id: 'register-clinic',
  provider: 'register',
  grantee: 'clinic',
  purpose: 'referral',
  basis: ['Law Art 1'],
  fields: ['Person.*', 'Copy.name', 'Place.stock'],
  rows: 'all',
  mask: {},
  quota: null,
  conditions: [],
  validFrom: '2024-01-01',
  validTo: '2027-12-31',
  status: 'ACTIVE',
  riskAssessedUntil: '2026-12-31',
};

export const forbid: Forbid = {
  id: 'register-forbids',
  provider: 'register',
  fields: ['Person.name'],
  basis: ['Law Art 9'],
  except: [],
  validFrom: null,
  validTo: null,
};

export const purpose: Purpose = {
  id: 'referral',
  label: text('Referral'),
  procedure: null,
  kind: 'LAW',
  caseRequired: false,
  basis: ['Law'],
  recipients: [],
  recipientRole: 'AUTHORITY',
  minimalFields: ['Person.*', 'Copy.name', 'Place.stock'],
};

export const rules: Rules = {
  acts: [
    act('Law'),
    act('Old Law', '2000-01-01', '2025-10-21'),
    act('New Law', '2025-10-22'),
    act('D278/2025', '2025-10-22'),
    act('PDPL 91/2025', '2026-01-01'),
  ],
  purposes: [purpose, { ...purpose, id: 'audit', minimalFields: [] }],
  combinations: [],
  groups: [
    { id: 'political-system', label: text('All'), members: ['clinics', 'register', 'archive'] },
    { id: 'clinics', label: text('Clinics'), members: ['clinic'] },
  ],
  excluded: [{ id: 'outsider', label: text('Outsider'), basis: ['Law'] }],
  defaults: {
    open: { basis: ['Law Art 2'] },
    own: { basis: ['Law Art 3'] },
    shared: { to: 'political-system', basis: ['New Law Art 16(2)', 'Old Law Art 34'] },
    subject: { basis: ['Law Art 5'] },
    core: { sensitiveSubjects: 100_000, basis: ['Law Art 6'] },
  },
  grants: [grant],
  forbids: [],
};

export const clinic: AgencyCaller = { kind: 'agency', agency: 'clinic', purpose: 'referral' };

/** What a test changes of it. */
export interface Change {
  readonly fields?: readonly Coordinate[];
  readonly caller?: Partial<AgencyCaller> | Extract<Caller, { kind: 'citizen' | 'anonymous' }>;
  readonly grant?: Partial<Grant>;
  readonly purpose?: Partial<Purpose>;
  readonly rules?: Partial<Rules>;
  readonly classes?: Classes;
  /** A day, or a moment by its milliseconds. */
  readonly at?: string | number;
  readonly fresh?: Freshness;
}

/** Decides, and demands that the reference evaluator finds the same. */
export function decideWith(change: Change = {}): Decision {
  const ruleSet = assemble({
    ...rules,
    grants: [{ ...grant, ...change.grant }],
    purposes: [{ ...purpose, ...change.purpose }, ...rules.purposes.slice(1)],
    ...change.rules,
  });
  const { caller } = change;
  const request = {
    caller: caller?.kind === 'citizen' || caller?.kind === 'anonymous' ? caller : { ...clinic, ...caller },
    coordinates: change.fields ?? ['Person.name'],
  };
  const at = change.at ?? '2026-06-01';
  const now = typeof at === 'number' ? at : startOfDay(at);
  const known = change.classes ?? classes;

  const decision = decide(request, compile(ruleSet, known), now, change.fresh);
  const reference = referenceDecide(request, ruleSet, known, now, change.fresh);
  for (const [coordinate, verdict] of decision.verdicts) {
    const { allowed, ...rest } = reference.get(coordinate)!;
    const same =
      allowed === verdict.allowed &&
      Object.entries(rest).every(([key, value]) => verdict[key as keyof Verdict] === value);
    if (!same)
      throw new Error(
        `${coordinate}: ${JSON.stringify(verdict)}, by reference ${JSON.stringify({ allowed, ...rest })}`,
      );
  }
  return decision;
}

/** The verdict on the first field asked. */
export const verdictWith = (change: Change = {}): Verdict => [...decideWith(change).verdicts.values()][0]!;
