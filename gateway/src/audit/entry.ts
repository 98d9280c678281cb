import { StartError } from '@lienthong/shared/errors';
import { canonicalJson } from './canonical-json.ts';
import type { Receipt } from './receipt.ts';

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
export function receiptText(receipt: Receipt): string {
  const agencies = allShortened(receipt.agencies);
  return canonicalJson({ ...receipt, agencies, format: ENTRY_FORMAT } satisfies Entry);
}

const shortLists = new WeakMap<Receipt['agencies'], Entry['agencies']>();

function allShortened(agencies: Receipt['agencies']): Entry['agencies'] {
  const made = shortLists.get(agencies);
  if (made) return made;
  const written = agencies.map(shortened);
  if (Object.isFrozen(agencies) && agencies.every((each) => Object.isFrozen(each)))
    shortLists.set(agencies, Object.freeze(written));
  return written;
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
const known = new WeakMap<readonly string[], FieldList>();

function grouped(fields: readonly string[]): FieldList {
  const made = known.get(fields);
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
  if (Object.isFrozen(fields)) known.set(fields, Object.freeze(groups));
  return groups;
}

const ungrouped = (groups: FieldList): readonly string[] =>
  groups.flatMap((group) => {
    const [type, fields = ''] = group.split(': ');
    return fields.split(' ').map((field) => `${type}.${field}`);
  });

const sameList = (one: FieldList, other: FieldList): boolean =>
  one === other || (one.length === other.length && one.every((group, index) => group === other[index]));
