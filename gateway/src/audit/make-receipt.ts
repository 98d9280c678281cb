import type { Caller } from '../authentication/caller.ts';
import type { FetchOutcome } from '../execution/fetch-outcome.ts';
import type { RulesInForce } from '../policy/deciding/rules-in-force.ts';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { isPersonalId } from '@lienthong/shared/identifiers/personal-id';
import { onceFor, type Operation } from '@lienthong/shared/graphql/operation';
import { agenciesAsked, type AskedAgency, type AskedFor } from './agencies-asked.ts';
import type { Pseudonym, Pseudonymize } from './pseudonym.ts';
import { timeOfReceiptId } from './receipt-id.ts';
import type { Receipt } from './receipt.ts';

/** What happened in one exchange. */
export interface Happened extends AskedFor {
  readonly id: string;
  readonly caller: Caller;
  readonly operation: Pick<Operation, 'name' | 'hash'>;
}

/** The receipt of an exchange: who asked whom for what, why, by which grants, about whom, and how it ended. */
export type MakeReceipt = (happened: Happened, rules: RulesInForce) => Receipt;

export function createReceiptMaker(replica: string, pseudonymize: Pseudonymize): MakeReceipt {
  const askerOf = createAskers(pseudonymize);
  return (happened, { compiled }) => {
    const { id, caller, operation, ruling, fetches } = happened;
    const agency = caller.kind === 'agency' ? caller : null;
    const purpose = agency?.purpose === undefined ? undefined : compiled.purposes.get(agency.purpose);
    const time = timeOfReceiptId(id);
    const agencies = agenciesAsked(happened, compiled);
    const asker = askerOf(caller);
    return {
      id,
      time: new Date(time).toISOString(),
      replica,
      caller: asker.told,
      purpose: agency?.purpose ?? null,
      procedure: agency?.procedure ?? null,
      caseId: agency?.case?.id ?? null,
      operation: operationTold(operation),
      ruleSetHash: ruling.decision.ruleSet.replace(/^sha256:/, ''),
      agencies: agencies as AskedAgency[],
      subjects: subjectsOf(happened, compiled, asker.pseudonymOf),
      outcome: outcomeOf(agencies, fetches, happened.answered),
      sealedUntil: purpose?.sealedDays
        ? new Date(time + purpose.sealedDays * 86_400_000).toISOString()
        : null,
    };
  };
}

/** An operation as receipts name it: it comes again and again, and is named once. */
const operationTold = onceFor(({ name, hash }: Happened['operation']) =>
  Object.freeze({ name: name?.slice(0, 200) || null, hash }),
);

const KIND = { agency: 'AGENCY', citizen: 'CITIZEN', anonymous: 'ANONYMOUS' } as const;

/** A caller as receipts name it. */
interface Asker {
  readonly told: Receipt['caller'];
  /** Of a person; those of the caller's own case are worked out once. */
  readonly pseudonymOf: (person: string) => Pseudonym;
}

/** A caller asks again and again: how it is named is worked out once, and forgotten with it. */
function createAskers(pseudonymize: Pseudonymize): (caller: Caller) => Asker {
  const known = new WeakMap<Caller, Asker>();
  return (caller) => {
    let asker = known.get(caller);
    if (!asker) known.set(caller, (asker = askerFor(caller, pseudonymize)));
    return asker;
  };
}

function askerFor(caller: Caller, pseudonymize: Pseudonymize): Asker {
  const agency = caller.kind === 'agency' ? caller : null;
  const citizen = (person: string): Pseudonym => pseudonymize('Citizen', person);
  const own = new Map(ownSubjectsOf(caller).map((person) => [person, citizen(person)]));
  return {
    told: Object.freeze({
      kind: KIND[caller.kind],
      agency: agency?.agency ?? null,
      system: agency?.system ?? null,
      officer:
        agency?.officer === undefined ? null : pseudonymize('Officer', `${agency.agency}/${agency.officer}`),
      citizen: caller.kind === 'citizen' ? own.get(caller.personalId)! : null,
    }),
    pseudonymOf: (person) => own.get(person) ?? citizen(person),
  };
}

/** The citizen who asks, or the people of the case. */
function ownSubjectsOf(caller: Caller): readonly string[] {
  if (caller.kind === 'citizen') return [caller.personalId];
  return caller.kind === 'agency' ? (caller.case?.subjects ?? []) : [];
}

type Compiled = RulesInForce['compiled'];

/**
 * Those whose data was told, and those of the case where anything about people was asked, told or not. What else a row or
 * a case is bound to, such as a plate or a tax code, is nobody's to see in a tracker.
 */
function subjectsOf(
  { asked, caller, fetches }: Happened,
  compiled: Compiled,
  pseudonymOf: Asker['pseudonymOf'],
): Pseudonym[] {
  const people = new Set<string>();
  for (const { subjects } of fetches) for (const subject of subjects) people.add(subject);
  const own = ownSubjectsOf(caller);
  if (own.length > 0 && isAboutPeople(asked, compiled)) for (const person of own) people.add(person);
  return [...people].filter(isPersonalId).map(pseudonymOf).sort();
}

const aboutPeople = new WeakMap<Compiled, WeakMap<readonly Coordinate[], boolean>>();

/** Whether any of these fields is personal. The same fields come again and again: they are looked through once. */
function isAboutPeople(asked: readonly Coordinate[], compiled: Compiled): boolean {
  let ofRules = aboutPeople.get(compiled);
  if (!ofRules) aboutPeople.set(compiled, (ofRules = new WeakMap()));
  let is = ofRules.get(asked);
  if (is === undefined) ofRules.set(asked, (is = asked.some((each) => isPersonal(each, compiled))));
  return is;
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
