/**
 * How the rows of a record type are bound to people, places and agencies: what row scopes, consents, quotas and
 * receipts go by. Names are columns of the entity, or fields of what a resolver hands on where there is none.
 */
export interface RecordBinding {
  /** The table its rows are read from; absent for a type that another agency owns and this one only adds to. */
  readonly entity?: new () => object;
  /** The personal identifiers of those a row is about. */
  readonly subjects?: readonly string[];
  /** What a case names the row itself by. */
  readonly keys?: readonly string[];
  /** Codes of the administrative units a row belongs to, province and commune alike. */
  readonly territories?: readonly string[];
  /** The agency that contributed the row. */
  readonly contributor?: string;
}

/** By GraphQL type. */
export type RecordBindings = Readonly<Record<string, RecordBinding>>;
