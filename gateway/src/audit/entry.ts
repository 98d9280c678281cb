import { hash } from 'node:crypto';
import { StartError } from '@lienthong/shared/errors';
import { canonicalJson } from './canonical-json.ts';
import { hashLeaf, leavesFrom, type Hash } from './merkle.ts';
import { neverChanges, type Receipt } from './receipt.ts';

/** How receipts are written into the log. Another number, another way: an entry says which one it is in. */
export const ENTRY_FORMAT = 2;

/** Fields as an entry names them: a type, then those of its fields, as in `Citizen: address fullName`. */
type FieldList = readonly string[];

type Entry = Omit<Receipt, 'agencies'> & {
  readonly format: typeof ENTRY_FORMAT;
  readonly agencies: readonly (Omit<Receipt['agencies'][number], 'asked' | 'given'> & {
    readonly asked: FieldList;
    /** Null where everything that was asked was given. */
    readonly given: FieldList | null;
  })[];
};

/**
 * A receipt as it stands in the log: canonical JSON in UTF-8. These bytes are the leaf of the tree. Most of a receipt
 * are names of fields, so they are written shortly; nothing has to be known beside the entry to read them.
 */
export const receiptText = (receipt: Receipt): string => textOf(writtenOf(receipt));

/** A receipt as it stands in the log, in two. */
export interface Written {
  readonly said: Said;
  /** All that stands behind it. */
  readonly rest: string;
}

/** What an entry says of the agencies. */
export interface Said {
  readonly text: string;
  /** Where other entries say the same: the SHA-256 of the text, in base64url. */
  hash: string | null;
  /** Where it is long as well: hashes an entry by what stands behind it. */
  leaf: ((rest: string) => Hash) | null;
}

/** SHA-256 in base64url. */
export const HASH_LENGTH = 43;

/** The first of its properties is what it says of the agencies. */
export const BEFORE_SAID = '{"agencies":';

export const textOf = ({ said, rest }: Written): string => BEFORE_SAID + said.text + rest;

/** The hash of an entry, as a leaf of the tree. */
export const leafOf = (written: Written): Hash =>
  written.said.leaf?.(written.rest) ?? hashLeaf(textOf(written));

/** A shorter text is gone through faster than what is left of going through it is copied. */
const LONG = 1_000;

export function writtenOf({ agencies, ...others }: Receipt): Written {
  const rest = canonicalJson({ ...others, format: ENTRY_FORMAT } satisfies Omit<Entry, 'agencies'>);
  return { said: saidOf(agencies), rest: `,${rest.slice(1)}` };
}

/** What never changes is put into words once. */
const known = new WeakMap<Receipt['agencies'], Said>();

function saidOf(agencies: Receipt['agencies']): Said {
  const again = known.get(agencies);
  if (again) {
    if (again.hash === null) readyForMore(again);
    return again;
  }
  const text = canonicalJson(agencies.map(shortened) satisfies Entry['agencies']);
  const said: Said = { text, hash: null, leaf: null };
  if (neverChanges(agencies)) known.set(agencies, said);
  return said;
}

function readyForMore(said: Said): void {
  said.hash = hash('sha256', said.text, 'base64url');
  if (said.text.length >= LONG) said.leaf = leavesFrom(BEFORE_SAID + said.text);
}

/** What was asked of an agency and never changes is shortened once. */
const short = new WeakMap<Receipt['agencies'][number], Entry['agencies'][number]>();

function shortened(agency: Receipt['agencies'][number]): Entry['agencies'][number] {
  const made = short.get(agency);
  if (made) return made;
  const asked = grouped(agency.asked);
  const given = grouped(agency.given);
  const written = { ...agency, asked, given: sameList(asked, given) ? null : given };
  if (Object.isFrozen(agency)) short.set(agency, Object.freeze(written));
  return written;
}

/** Reads an entry back. Throws {@link UnknownFormat} at one that was written in another way. */
export function readEntry(text: string): Receipt {
  return receiptOfEntry(JSON.parse(text));
}

export function receiptOfEntry(entry: unknown): Receipt {
  const { format, agencies, ...receipt } = entry as Entry;
  if (format !== ENTRY_FORMAT) {
    const found = JSON.stringify(format ?? 1);
    throw new UnknownFormat(`entries of format ${found}, where this gateway reads ${String(ENTRY_FORMAT)}`);
  }
  return {
    ...receipt,
    agencies: agencies.map((each) => {
      const asked = ungrouped(each.asked);
      return { ...each, asked, given: each.given === null ? asked : ungrouped(each.given) };
    }),
  };
}

/** The log was written by another version of the gateway. */
export class UnknownFormat extends StartError {
  constructor(found: string) {
    super('LEDGER_FORMAT', `The log holds ${found}. Keep it elsewhere, and begin a new one.`);
  }
}

/** Lists that never change come again and again: they are written once. */
const knownLists = new WeakMap<readonly string[], FieldList>();

function grouped(fields: readonly string[]): FieldList {
  const made = knownLists.get(fields);
  if (made) return made;
  const groups: string[] = [];
  let last = '';
  for (const coordinate of fields) {
    const dot = coordinate.indexOf('.');
    const [type, field] = [coordinate.slice(0, dot), coordinate.slice(dot + 1)];
    if (type === last) groups.push(`${groups.pop()} ${field}`);
    else groups.push(`${type}: ${field}`);
    last = type;
  }
  if (Object.isFrozen(fields)) knownLists.set(fields, Object.freeze(groups));
  return groups;
}

const ungrouped = (groups: FieldList): readonly string[] =>
  groups.flatMap((group) => {
    const [type, fields = ''] = group.split(': ');
    return fields.split(' ').map((field) => `${type}.${field}`);
  });

const sameList = (one: FieldList, other: FieldList): boolean =>
  one === other || (one.length === other.length && one.every((group, index) => group === other[index]));
