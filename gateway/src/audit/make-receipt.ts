import { LRUCache } from 'lru-cache';
import type { Caller } from '../authentication/caller.ts';
import type { FetchOutcome } from '../execution/fetch-outcome.ts';
import { verdictOf, type Ruling } from '../policy/sealing/ruling.ts';
import type { RulesInForce } from '../policy/deciding/rules-in-force.ts';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { isPersonalId } from '@lienthong/shared/identifiers/personal-id';
import type { Pseudonym, Pseudonymize } from './pseudonym.ts';
import { timeOfReceiptId } from './receipt-id.ts';
import type { Receipt } from './receipt.ts';

/** What happened in one exchange. */
export interface Happened {
  readonly id: string;
  readonly replica: string;
  readonly caller: Caller;
  readonly operation: { readonly name: string | null; readonly hash: string };
  readonly asked: readonly Coordinate[];
  readonly ruling: Ruling;
  readonly fetches: readonly FetchOutcome[];
  /** Whether the answer carries data. */
  readonly answered: boolean;
}

/** The graph's own agency, to which a field that nobody owns is put down. */
const NOBODYS = 'gateway';

/** The receipt of an exchange: who asked whom for what, why, by which grants, about whom, and how it ended. */
export function makeReceipt(
  happened: Happened,
  { compiled }: RulesInForce,
  pseudonymize: Pseudonymize,
): Receipt {
  const { id, replica, caller, operation, ruling, fetches } = happened;
  const agency = caller.kind === 'agency' ? caller : null;
  const purpose = agency?.purpose === undefined ? undefined : compiled.purposes.get(agency.purpose);
  const time = timeOfReceiptId(id);
  const agencies = agenciesAsked(happened, compiled);
  return {
    id,
    time: new Date(time).toISOString(),
    replica,
    caller: {
      kind: KIND[caller.kind],
      agency: agency?.agency ?? null,
      system: agency?.system ?? null,
      officer:
        agency?.officer === undefined ? null : pseudonymize('Officer', `${agency.agency}/${agency.officer}`),
      citizen: caller.kind === 'citizen' ? pseudonymize('Citizen', caller.personalId) : null,
    },
    purpose: agency?.purpose ?? null,
    procedure: agency?.procedure ?? null,
    caseId: agency?.case?.id ?? null,
    operation: { name: operation.name?.slice(0, 200) || null, hash: operation.hash },
    ruleSetHash: ruling.decision.ruleSet.replace(/^sha256:/, ''),
    agencies,
    subjects: subjectsOf(happened, compiled, pseudonymize),
    outcome: outcomeOf(agencies, fetches, happened.answered),
    sealedUntil: purpose?.sealedDays ? new Date(time + purpose.sealedDays * 86_400_000).toISOString() : null,
  };
}

const KIND = { agency: 'AGENCY', citizen: 'CITIZEN', anonymous: 'ANONYMOUS' } as const;

type AskedAgency = Receipt['agencies'][number];
type Compiled = RulesInForce['compiled'];

interface Account {
  /** The lists of fields it was asked for, a fetch each, and those it gave. */
  readonly asked: (readonly Coordinate[])[];
  readonly given: (readonly Coordinate[])[];
  /** What its askers were refused before it was asked. */
  readonly notAsked: Coordinate[];
  readonly refused: Map<Coordinate, string>;
  rows: number | null;
}

function agenciesAsked({ asked, ruling, fetches, answered }: Happened, compiled: Compiled): AskedAgency[] {
  const byAgency = new Map<string, Account>();
  const accountOf = (agency: string): Account => {
    const known = byAgency.get(agency) ?? {
      asked: [],
      given: [],
      notAsked: [],
      refused: new Map(),
      rows: null,
    };
    byAgency.set(agency, known);
    return known;
  };
  for (const { agency, fields, outcome, refused, rows } of fetches) {
    const account = accountOf(agency);
    account.asked.push(fields);
    if (outcome !== 'ok') continue;
    account.given.push(fields);
    for (const { coordinate, reason } of refused) account.refused.set(coordinate, reason);
    if (rows !== null) account.rows = (account.rows ?? 0) + rows;
  }
  for (const coordinate of asked) {
    const verdict = verdictOf(ruling, coordinate);
    if (!verdict || verdict.allowed) continue;
    for (const owner of ownersOf(coordinate, compiled)) {
      const account = accountOf(owner);
      account.notAsked.push(coordinate);
      account.refused.set(coordinate, verdict.reason);
    }
  }
  return [...byAgency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([agency, account]) => {
      // What agencies gave and nobody was told, as all-or-nothing demands, was not given.
      const given = answered ? givenOf(account) : [];
      return {
        agency,
        asked: merged(account.asked, account.notAsked),
        given,
        refused: [...account.refused].map(([field, reason]) => ({ field, reason })),
        grants: grantsOf(given, ruling),
        rowCount: account.rows,
      };
    });
}

/** On some rows a field may be given that is refused on others: where there were rows, it counts as both. */
function givenOf({ given, refused, rows }: Account): readonly Coordinate[] {
  const fields = merged(given);
  return refused.size === 0 || rows !== 0 ? fields : fields.filter((field) => !refused.has(field));
}

/** Lists of fields belong to questions that come again and again: each has a number of its own. */
const numbers = new WeakMap<readonly Coordinate[], number>();
let last = 0;
function numberOf(list: readonly Coordinate[]): number {
  const number = numbers.get(list) ?? ++last;
  numbers.set(list, number);
  return number;
}

const known = new LRUCache<string, readonly Coordinate[]>({ max: 2_000 });

/** Sorted, each field once. Of the same lists it is the same list every time: writing it down is then cheap. */
function merged(
  lists: readonly (readonly Coordinate[])[],
  more: readonly Coordinate[] = [],
): readonly Coordinate[] {
  const key = `${lists.map(numberOf).join()} ${more.join()}`;
  const kept = known.get(key);
  if (kept) return kept;
  const list = Object.freeze([...new Set([...lists.flat(), ...more])].sort());
  known.set(key, list);
  return list;
}

function ownersOf(coordinate: Coordinate, { fields, classOf }: Compiled): readonly string[] {
  const number = fields.numberOf.get(coordinate);
  const owners = number === undefined ? [] : classOf[number]!.owners;
  return owners.length > 0 ? owners : [NOBODYS];
}

function grantsOf(given: readonly Coordinate[], ruling: Ruling): AskedAgency['grants'] {
  const grants = new Map<string, string[]>();
  for (const coordinate of given) {
    const verdict = verdictOf(ruling, coordinate);
    if (verdict?.allowed && verdict.grant !== null) grants.set(verdict.grant, [...verdict.basis]);
  }
  return [...grants].map(([id, basis]) => ({ id, basis }));
}

/**
 * Those whose data was told, and those of the case where anything about people was asked, told or not. What else a row or
 * a case is bound to, such as a plate or a tax code, is nobody's to see in a tracker.
 */
function subjectsOf(
  { asked, caller, fetches }: Happened,
  compiled: Compiled,
  pseudonymize: Pseudonymize,
): Pseudonym[] {
  const people = new Set(fetches.flatMap(({ subjects }) => subjects));
  if (asked.some((coordinate) => isPersonal(coordinate, compiled))) {
    if (caller.kind === 'citizen') people.add(caller.personalId);
    if (caller.kind === 'agency') for (const subject of caller.case?.subjects ?? []) people.add(subject);
  }
  return [...people]
    .filter(isPersonalId)
    .map((person) => pseudonymize('Citizen', person))
    .sort();
}

function isPersonal(coordinate: Coordinate, { fields, classOf }: Compiled): boolean {
  const number = fields.numberOf.get(coordinate);
  return number !== undefined && classOf[number]!.personal !== 'NONE';
}

function outcomeOf(
  agencies: readonly AskedAgency[],
  fetches: readonly FetchOutcome[],
  answered: boolean,
): Receipt['outcome'] {
  const refused = agencies.some((agency) => agency.refused.length > 0);
  const failed = fetches.some(({ outcome }) => outcome !== 'ok');
  const given = answered && agencies.some((agency) => agency.given.length > 0);
  if (!refused && !failed) return answered ? 'ALLOWED' : 'FAILED';
  if (given) return 'PARTIAL';
  return refused ? 'REFUSED' : 'FAILED';
}
