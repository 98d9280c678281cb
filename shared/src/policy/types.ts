/** What rules, requests and decisions are made of. Closed vocabularies stand as lists: what is not on them is unknown. */

/** A field of the graph, `Type.field`. */
export type Coordinate = string;

/** What a rule says of fields: `Type.field`, or `Type.*` for every field of the type that the provider owns. */
export type FieldPattern = string;

/** A text in both languages. */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

export const SHARING = ['OPEN', 'SHARED', 'PRIVATE'] as const;
export const PERSONAL = ['NONE', 'BASIC', 'SENSITIVE'] as const;
export const SECRECY = ['NONE', 'MAT', 'TOI_MAT', 'TUYET_MAT', 'UNCLASSIFIED'] as const;
export const IMPORTANCE = ['NORMAL', 'IMPORTANT', 'CORE'] as const;
export type Sharing = (typeof SHARING)[number];
export type Personal = (typeof PERSONAL)[number];
export type Secrecy = (typeof SECRECY)[number];
export type Importance = (typeof IMPORTANCE)[number];

/** How a field is classified, who owns it, and the database whose records hold it. */
export interface Classification {
  readonly sharing: Sharing;
  readonly personal: Personal;
  readonly secrecy: Secrecy;
  readonly importance: Importance;
  /**
   * The subgraphs whose datum it is: one, or several for a value type that each resolves whole. None where several
   * hold it and nobody is known to be its master: then nobody can share it either.
   */
  readonly owners: readonly string[];
  readonly database: string | null;
}

export type Classes = ReadonlyMap<Coordinate, Classification>;

/** How sure a citation is. Nobody may present a secondary source or general knowledge as a text that was read. */
export const CERTAINTY = [
  'READ_IN_FULL',
  'SECONDARY',
  'GENERAL_HIGH',
  'GENERAL_MED',
  'GENERAL_LOW',
  'UNCONFIRMED',
] as const;
export type Certainty = (typeof CERTAINTY)[number];

/** A legal act and from when to when it holds: both days included, in Vietnamese time. */
export interface LegalAct {
  readonly id: string;
  readonly title: Text;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly replacedBy: readonly string[];
  readonly certainty: Certainty;
  readonly datesCertainty: Certainty;
  readonly note: Text | null;
  readonly articles: readonly LegalArticle[];
}

export interface LegalArticle {
  readonly article: string;
  readonly says: Text;
  readonly certainty: Certainty;
}

export const BASIS_KINDS = ['LAW', 'CONSENT', 'EMERGENCY'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

/** In what capacity a recipient acts, where the law treats it differently (Law 91/2025 Art 26(2)). */
export const RECIPIENT_ROLES = ['AUTHORITY', 'CARE_PROVIDER', 'INSURER'] as const;
export type RecipientRole = (typeof RECIPIENT_ROLES)[number];

/** Why data is asked for, and the least that it needs. */
export interface Purpose {
  readonly id: string;
  readonly label: Text;
  readonly procedure: string | null;
  readonly kind: BasisKind;
  readonly caseRequired: boolean;
  readonly basis: readonly string[];
  /** Agencies and groups that may ask for it at all; empty: every one. */
  readonly recipients: readonly string[];
  readonly recipientRole: RecipientRole;
  /** For so many days nobody it concerns is shown that anything was read: an investigation. */
  readonly sealedDays?: number | undefined;
  readonly minimalFields: readonly FieldPattern[];
}

/**
 * Which records, the widest first. `case`: those about the people a case names; `record`: of these the ones that it names
 * by their own key as well, and of what is about nobody those alone.
 */
export const ROW_SCOPES = ['all', 'own-territory', 'own-contribution', 'case', 'record', 'self'] as const;
export type RowScope = (typeof ROW_SCOPES)[number];

export const MASKS = ['initials', 'year', 'last-four', 'presence'] as const;
export type Mask = (typeof MASKS)[number];

export const QUOTA_PERIODS = ['hour', 'day', 'month'] as const;
export interface Quota {
  readonly distinctSubjects?: number;
  readonly requests?: number;
  readonly per: (typeof QUOTA_PERIODS)[number];
}

/** What a grant may demand of a request beyond its purpose. */
export const GRANT_CONDITIONS = ['OFFICER', 'DECISION_NUMBER', 'TWO_APPROVALS'] as const;
export type GrantCondition = (typeof GRANT_CONDITIONS)[number];

export const GRANT_STATUSES = ['ACTIVE', 'SUSPENDED', 'REVOKED', 'SUPERSEDED'] as const;
export type GrantStatus = (typeof GRANT_STATUSES)[number];

/** A provider's promise: these fields, to this agency or group, for this purpose, by this law, until this day. */
export interface Grant {
  readonly id: string;
  readonly provider: string;
  readonly grantee: string;
  readonly purpose: string;
  readonly basis: readonly string[];
  readonly fields: readonly FieldPattern[];
  readonly rows: RowScope;
  readonly mask: Readonly<Record<Coordinate, Mask>>;
  readonly quota: Quota | null;
  readonly conditions: readonly GrantCondition[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly status: GrantStatus;
  /** Last day of the risk assessment that lets core data through (Decree 165/2025); null: none was made. */
  readonly riskAssessedUntil: string | null;
}

/** Beats every grant. Never binds the provider itself, which reads its own data. */
export interface Forbid {
  readonly id: string;
  readonly provider: string;
  readonly fields: readonly FieldPattern[];
  readonly basis: readonly string[];
  /** Agencies and groups it spares; {@link CITIZENS} spares people who read what concerns them. */
  readonly except: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export const CITIZENS = 'citizens';

/** Fields that say more together than apart: with one of every part in a request, they need an authority of their own. */
export interface Combination {
  readonly id: string;
  readonly label: Text;
  readonly parts: readonly (readonly FieldPattern[])[];
  /** The purposes that carry that authority. */
  readonly allowedFor: readonly string[];
  readonly basis: readonly string[];
}

export interface Group {
  readonly id: string;
  readonly label: Text;
  /** Agencies, and other groups. */
  readonly members: readonly string[];
}

export interface ExcludedAgency {
  readonly id: string;
  readonly label: Text;
  readonly basis: readonly string[];
}

/** What classification alone gives, and the law that says so; the first basis in force on the day is named. */
export interface Defaults {
  readonly open: { readonly basis: readonly string[] };
  readonly own: { readonly basis: readonly string[] };
  readonly shared: { readonly to: string; readonly basis: readonly string[] };
  readonly subject: { readonly basis: readonly string[] };
  readonly core: { readonly sensitiveSubjects: number; readonly basis: readonly string[] };
}

export interface Rules {
  readonly acts: readonly LegalAct[];
  readonly purposes: readonly Purpose[];
  readonly combinations: readonly Combination[];
  readonly groups: readonly Group[];
  readonly excluded: readonly ExcludedAgency[];
  readonly defaults: Defaults;
  readonly grants: readonly Grant[];
  readonly forbids: readonly Forbid[];
}

/** All rules of one moment. The version is a hash of what they say: the same rules in any order have the same one. */
export interface RuleSet extends Rules {
  readonly version: string;
}

export const CONSENT_KINDS = ['CONSENT', 'WRITTEN_REQUEST'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** What a person has agreed to, for one purpose. A written request counts as consent too. */
export interface Consent {
  readonly kind: ConsentKind;
  readonly purpose: string;
  readonly subject: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface AgencyCaller {
  readonly kind: 'agency';
  readonly agency: string;
  /** The account it asks with: every system has its own. No rule looks at it. */
  readonly system?: string;
  readonly purpose?: string;
  readonly procedure?: string;
  readonly case?: { readonly id: string; readonly subjects: readonly string[] };
  /** Code of the administrative unit the officer works for. */
  readonly territory?: string;
  readonly officer?: string;
  readonly decisionNumber?: string;
  readonly approvedBy?: readonly string[];
  readonly consents?: readonly Consent[];
}

export type Caller =
  AgencyCaller | { readonly kind: 'citizen'; readonly personalId: string } | { readonly kind: 'anonymous' };

/** Who asks for which fields. Aliases, fragments and skipped parts are none of its business: fields are schema fields. */
export interface PolicyRequest {
  readonly caller: Caller;
  readonly coordinates: readonly Coordinate[];
}

/** How old the rules may be: past `freshUntil` (milliseconds), or at another version, nothing is decided by them. */
export interface Freshness {
  readonly freshUntil?: number;
  readonly version?: string;
}

export const REASON_CODES = [
  'NO_GRANT',
  'PURPOSE_MISMATCH',
  'NO_LEGAL_BASIS',
  'CONSENT_MISSING',
  'EXCESS_FIELDS',
  'STATE_SECRET',
  'UNCLASSIFIED',
  'CORE_DATA_LIMIT',
  'LEGAL_ACT_REPLACED',
  'NOT_MASTER_SOURCE',
  'BYPASS',
  'NOT_YET_VALID',
  'EXPIRED',
  'SUSPENDED',
  'ROW_OUT_OF_SCOPE',
  'COMBINATION_FORBIDDEN',
  'QUOTA_EXCEEDED',
  'RULESET_STALE',
  'FORBIDDEN',
  'OVERLOAD',
  'EXCLUDED_AGENCY',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What must hold, in the order in which it is looked at. First for the request and the field, then for each grant. */
export const CONDITIONS = [
  'RULES_FRESH',
  'CLASSIFIED',
  'NOT_SECRET',
  'NOT_FORBIDDEN',
  'IDENTIFIED',
  'CONCERNS_CALLER',
  'NOT_EXCLUDED',
  'PURPOSE_KNOWN',
  'RECIPIENT',
  'PROCEDURE',
  'CASE',
  'WITHIN_PURPOSE',
  'GRANT_EXISTS',
  'MASTER_SOURCE',
  'GRANTEE',
  'GRANT_PURPOSE',
  'UNDERSTOOD',
  'BASIS_NAMED',
  'STATUS',
  'STARTED',
  'NOT_OVER',
  'BASIS_IN_FORCE',
  'GRANT_CONDITIONS',
  'CONSENT',
  'ROWS',
  'RISK_ASSESSED',
  'COMBINATION',
] as const;
export type Condition = (typeof CONDITIONS)[number];

export type PermittedBy = 'OPEN' | 'OWN' | 'SHARED_BY_DEFAULT' | 'SUBJECT' | 'GRANT';

/** A field that may be read, and what is left for the owner to enforce on its rows. */
export interface Permit {
  readonly allowed: true;
  readonly coordinate: Coordinate;
  readonly by: PermittedBy;
  readonly grant: string | null;
  readonly basis: readonly string[];
  readonly rows: RowScope;
  readonly mask: Mask | null;
  readonly quota: Quota | null;
  /** Only rows of people who gave this. */
  readonly consent: ConsentKind | null;
  readonly sensitive: boolean;
  /** A live risk assessment lets the flow count as core data. */
  readonly riskAssessed: boolean;
}

/** A field that may not be read, why, by which law, what failed first, and the grant that came nearest. */
export interface Refusal {
  readonly allowed: false;
  readonly coordinate: Coordinate;
  readonly reason: ReasonCode;
  readonly basis: string;
  readonly failed: Condition;
  /** The forbid or combination that refuses. */
  readonly rule: string | null;
  readonly nearest: string | null;
}

export type Verdict = Permit | Refusal;

/** The verdict per field. It names no person: the same for every case that brings the same kinds of proof. */
export interface Decision {
  readonly ruleSet: string;
  /** The day it was made as of, ISO. */
  readonly day: string;
  readonly verdicts: ReadonlyMap<Coordinate, Verdict>;
  readonly refusals: readonly Refusal[];
}
