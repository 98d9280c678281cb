import { LRUCache } from 'lru-cache';
import type { FetchOutcome } from '../execution/fetch-outcome.ts';
import type { OwnerRefusal } from '../execution/owner-account.ts';
import { verdictOf, type Ruling } from '../policy/sealing/ruling.ts';
import type { RulesInForce } from '../policy/deciding/rules-in-force.ts';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { numberOf } from './number-of.ts';
import type { Receipt } from './receipt.ts';

export type AskedAgency = Receipt['agencies'][number];
type Compiled = RulesInForce['compiled'];

export interface AskedFor {
  readonly asked: readonly Coordinate[];
  readonly ruling: Ruling;
  readonly fetches: readonly FetchOutcome[];
  /** Whether the answer carries data. */
  readonly answered: boolean;
}

/** The graph's own agency, to which a field that nobody owns is put down. */
const NOBODYS = 'gateway';

interface Account {
  /** The lists of fields it was asked for, a fetch each, and those it gave. */
  readonly asked: (readonly Coordinate[])[];
  readonly given: (readonly Coordinate[])[];
  /** What its askers were refused before it was asked. */
  readonly notAsked: Coordinate[];
  readonly refused: Map<Coordinate, string>;
  /** Whether it refused anything itself, such as a record that is not of the case. */
  refusedItself: boolean;
  rows: number | null;
}

const wholes = new LRUCache<string, readonly AskedAgency[]>({ max: 200 });

/**
 * What was asked of each agency and what it gave, in the order of their names. It is the same list whenever the same was
 * fetched and refused, in whatever order it came.
 */
export function agenciesAsked(askedFor: AskedFor, compiled: Compiled): readonly AskedAgency[] {
  const { ruling, fetches, answered } = askedFor;
  const notAsked = refusedOf(askedFor);
  if (ruling.beside.size > 0) return agenciesNow(askedFor, notAsked, compiled);
  const all = fetches.map(
    ({ agency, fields, outcome, refused, rows }) =>
      `${agency} ${numberOf(fields)} ${outcome} ${refused.map(inWords).join()} ${rows}`,
  );
  const key = `${numberOf(ruling.decision)} ${numberOf(notAsked)} ${answered} ${all.sort().join()}`;
  let kept = wholes.get(key);
  if (!kept) wholes.set(key, (kept = Object.freeze(agenciesNow(askedFor, notAsked, compiled))));
  return kept;
}

const inWords = ({ coordinate, reason }: Refused): string => `${coordinate} ${reason}`;

function agenciesNow(
  { ruling, fetches, answered }: AskedFor,
  notAsked: readonly Refused[],
  compiled: Compiled,
): AskedAgency[] {
  const byAgency = new Map<string, Account>();
  const accountOf = (agency: string): Account => {
    let account = byAgency.get(agency);
    if (!account) {
      account = {
        ...{ asked: [], given: [], notAsked: [] },
        ...{ refused: new Map(), refusedItself: false, rows: null },
      };
      byAgency.set(agency, account);
    }
    return account;
  };
  for (const { agency, fields, outcome, refused, rows } of fetches) {
    const account = accountOf(agency);
    account.asked.push(fields);
    if (outcome !== 'ok') continue;
    account.given.push(fields);
    for (const { coordinate, reason } of refused) account.refused.set(coordinate, reason);
    account.refusedItself ||= refused.length > 0;
    if (rows !== null) account.rows = (account.rows ?? 0) + rows;
  }
  for (const { coordinate, reason } of notAsked)
    for (const owner of ownersOf(coordinate, compiled)) {
      const account = accountOf(owner);
      account.notAsked.push(coordinate);
      account.refused.set(coordinate, reason);
    }
  return [...byAgency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([agency, account]) => told(agency, account, answered, ruling));
}

type Refused = Pick<OwnerRefusal, 'coordinate' | 'reason'>;

const NOTHING: readonly Refused[] = Object.freeze([]);
const refusedByDecision = new WeakMap<
  Ruling['decision'],
  WeakMap<readonly Coordinate[], readonly Refused[]>
>();

/** What of all that was asked the gateway refused. A question that comes again is looked through once. */
function refusedOf({ asked, ruling }: AskedFor): readonly Refused[] {
  const { decision, beside } = ruling;
  if (beside.size > 0) return lookedThrough(asked, ruling);
  // Where nothing was refused nothing has to be looked for.
  if (decision.refusals.length === 0) return NOTHING;
  let ofDecision = refusedByDecision.get(decision);
  if (!ofDecision) refusedByDecision.set(decision, (ofDecision = new WeakMap()));
  let refused = ofDecision.get(asked);
  if (!refused) ofDecision.set(asked, (refused = lookedThrough(asked, ruling)));
  return refused;
}

function lookedThrough(asked: readonly Coordinate[], ruling: Ruling): readonly Refused[] {
  const refused: Refused[] = [];
  for (const coordinate of asked) {
    const verdict = verdictOf(ruling, coordinate);
    if (verdict && !verdict.allowed) refused.push({ coordinate, reason: verdict.reason });
  }
  return refused.length > 0 ? refused : NOTHING;
}

const known = new LRUCache<string, AskedAgency>({ max: 5_000 });

/** Of the same fields, rows and decision it is the same object every time, which never changes: writing it down is then cheap. */
function told(agency: string, account: Account, answered: boolean, ruling: Ruling): AskedAgency {
  const { asked, given, notAsked, refused, rows } = account;
  if (ruling.beside.size > 0) return toldNow(agency, account, answered, ruling);
  const lists = `${asked.map(numberOf).join()} ${answered ? given.map(numberOf).join() : ''}`;
  const key = `${agency} ${numberOf(ruling.decision)} ${rows} ${lists} ${notAsked.join()} ${[...refused].join()}`;
  let kept = known.get(key);
  if (!kept) known.set(key, (kept = toldNow(agency, account, answered, ruling)));
  return kept;
}

function toldNow(agency: string, account: Account, answered: boolean, ruling: Ruling): AskedAgency {
  // What agencies gave and nobody was told, as all-or-nothing demands, was not given.
  const given = answered ? givenOf(account) : NO_FIELDS;
  return Object.freeze({
    agency,
    asked: merged(account.asked, account.notAsked),
    given,
    refused: frozen([...account.refused].map(([field, reason]) => Object.freeze({ field, reason }))),
    grants: grantsOf(given, ruling),
    rowCount: account.rows,
  });
}

const frozen = <Each>(list: Each[]): Each[] => Object.freeze(list) as Each[];
const NO_FIELDS: readonly Coordinate[] = frozen([]);

/** On some rows a field may be given that is refused on others: where there were rows, it counts as both. Who refused and had none gave nothing. */
const givenOf = ({ given, refusedItself, rows }: Account): readonly Coordinate[] =>
  refusedItself && rows === 0 ? NO_FIELDS : merged(given);

const lists = new LRUCache<string, readonly Coordinate[]>({ max: 2_000 });

/** Sorted, each field once. Of the same lists it is the same list every time. */
function merged(
  of: readonly (readonly Coordinate[])[],
  more: readonly Coordinate[] = [],
): readonly Coordinate[] {
  const key = `${of.map(numberOf).join()} ${more.join()}`;
  const kept = lists.get(key);
  if (kept) return kept;
  const list = Object.freeze([...new Set([...of.flat(), ...more])].sort());
  lists.set(key, list);
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
  return frozen([...grants].map(([id, basis]) => Object.freeze({ id, basis: frozen(basis) })));
}
