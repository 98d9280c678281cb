import type { AskExchange } from '@lienthong/shared/asking/ask-exchange';
import { ANYONE, whoMayRead } from '@lienthong/shared/policy/readers';
import type { Coordinate } from '@lienthong/shared/policy/types';
import { recordTypesOf } from '../composition/record-types.ts';
import type { OpenedRules } from '../rules/open-rules.ts';

/** How far the records of a database are shared (dùng chung). */
export interface SharedUse {
  readonly consumers: number;
  readonly fieldsShared: number;
  readonly fields: number;
  readonly requests: number | null;
  readonly requestsMet: number | null;
}

/** Of the owner's latest exchanges so many are looked at. */
const LATEST = 100;

const EXCHANGES = `{ disclosuresOfMine(first: ${LATEST}) { nodes { given refused { field } } } }`;

interface Exchange {
  readonly given: readonly string[] | null;
  readonly refused: readonly { readonly field: string }[] | null;
}

/** Counts by the rules in force who may read a database, and by the exchanges of its owner who did. */
export function createSharedUse({ compiled, graph, supergraph }: OpenedRules, at: number) {
  const typesOf = new Map(
    recordTypesOf(supergraph, { closed: [] }).map(({ database, types }) => [
      database,
      types.map(({ type }) => type),
    ]),
  );
  const owners = new Set([...graph.classes.values()].flatMap((each) => each.owners));
  const isOf = (types: readonly string[]) => (coordinate: Coordinate) =>
    types.includes(coordinate.split('.')[0]!);

  return async (owner: string, database: string, ask: AskExchange): Promise<SharedUse> => {
    const ofDatabase = isOf(typesOf.get(database) ?? []);
    const coordinates = [...graph.classes]
      .filter(([coordinate, { owners }]) => ofDatabase(coordinate) && owners.includes(owner))
      .map(([coordinate]) => coordinate);
    const readers = coordinates.map((coordinate) =>
      whoMayRead(coordinate, compiled, at).filter(
        ({ who, permit }) => who !== owner && permit.by !== 'SUBJECT',
      ),
    );
    const exchanges = await latestExchanges(ask);
    const concerned = exchanges?.filter(({ given, refused }) =>
      [...(given ?? []), ...(refused ?? []).map(({ field }) => field)].some(ofDatabase),
    );
    const who = new Set(readers.flat().map((reader) => reader.who));
    return {
      // What is open to anyone every other agency may read.
      consumers: who.has(ANYONE) ? owners.size - 1 : who.size,
      fieldsShared: readers.filter(({ length }) => length > 0).length,
      fields: coordinates.length,
      requests: concerned?.length ?? null,
      requestsMet:
        concerned?.filter(({ refused }) => !refused?.some(({ field }) => ofDatabase(field))).length ?? null,
    };
  };
}

async function latestExchanges(ask: AskExchange): Promise<readonly Exchange[] | null> {
  const { data } = await ask({ query: EXCHANGES, purpose: 'data-quality' });
  return (data?.['disclosuresOfMine'] as { nodes: readonly Exchange[] | null } | null)?.nodes ?? null;
}
