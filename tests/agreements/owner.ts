import { kernelEntities } from '@lienthong/shared/kernel-entities';
import { join, resolve } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readAgreementLaw } from '@lienthong/shared/agreements/agreement-law';
import { openAgreements, type Agreements, type AgreementStep } from '@lienthong/shared/agreements/agreements';
import type { Agreement } from '@lienthong/shared/agreements/entities';
import type { AgreementRequest } from '@lienthong/shared/agreements/requested-terms';
import { createChangeFeed, type ChangeFeed } from '@lienthong/shared/changes/change-feed';
import { defineSubgraph, type Subgraph } from '@lienthong/shared/define-subgraph';
import { classifySubgraph } from '@lienthong/shared/policy/classification';
import { rulesIn } from '@lienthong/shared/policy/reading/rule-files';
import type { Caller } from '@lienthong/shared/policy/types';
import { openLaw } from '@lienthong/shared/rule-files';
import type { GraphQLSchema } from 'graphql';
import { DataSource } from 'typeorm';

/** One owner of data, with the law as it stands and a schema that only tests know. */
export const subgraph: Subgraph = defineSubgraph({
  name: 'moj',
  agency: 'MinistryOfJustice',
  schema: new URL('./fixtures/schema.graphql', import.meta.url),
});

const folder = resolve('law');
export const law = readAgreementLaw(folder);
const rules = rulesIn({ ...openLaw(folder), sharing: [] });
const classes = classifySubgraph(subgraph.name, subgraph.typeDefs);
export const schema: GraphQLSchema = buildSubgraphSchema({
  typeDefs: subgraph.typeDefs,
  resolvers: subgraph.resolvers as never,
});

const officerOf = (agency: string) =>
  ({ kind: 'agency', agency, system: `${agency}-system`, officer: `${agency}-1` }) as const;
/** Who acts in these tests: the owner, the centre, who asks, and who has no part in it. */
export const owner: Caller = officerOf('moj');
export const centre: Caller = officerOf('ndc');
export const grantee: Caller = officerOf('mps');
export const stranger: Caller = officerOf('moh');

export const request: AgreementRequest = {
  purpose: 'birth-registration',
  fields: ['BirthRegistration.number', 'BirthRegistration.placeOfBirth'],
  rows: 'case',
  mask: [],
  conditions: [],
  frequency: 'ON_DEMAND',
  method: 'QUERY',
  basis: ['D278/2025 Art 4(2)'],
  validFrom: '2026-01-01',
  validTo: '2027-12-31',
};

/** A Monday at noon in Viet Nam. */
export const NOON = Date.parse('2026-11-02T12:00:00+07:00');
export const DAY = 86_400_000;

export interface Owner {
  readonly database: DataSource;
  readonly feed: ChangeFeed;
  readonly agreements: Agreements;
  /** The same agreements as another replica would open them. */
  readonly agreementsOf: (feed: ChangeFeed) => Agreements;
  /** The time it is; tests move it. */
  readonly clock: { now: number };
  ask(change?: Partial<AgreementRequest>, caller?: Caller): Promise<Agreement>;
  take(
    id: string,
    action: AgreementStep['action'],
    caller?: Caller,
    rest?: Partial<AgreementStep>,
  ): Promise<Agreement>;
  /** An agreement that is in force. */
  agree(change?: Partial<AgreementRequest>): Promise<Agreement>;
  close(): Promise<void>;
}

const REASONS: Partial<Record<AgreementStep['action'], Partial<AgreementStep>>> = {
  REFUSE: { reason: 'Vượt quá mục đích.', basis: ['D194/2025 Art 16(2)'] },
  SUSPEND: { reason: 'Bảo trì.' },
  REVOKE: { reason: 'Mục đích không còn.' },
};

/** Opens the owner over a database of its own: in memory, or in the folder given, or where `options` say. */
export async function openOwner(
  dataDir?: string,
  options: object = { type: 'better-sqlite3', database: dataDir ? join(dataDir, 'moj.sqlite') : ':memory:' },
): Promise<Owner> {
  const database = await new DataSource({
    ...options,
    entities: [...kernelEntities, ...subgraph.entities],
    synchronize: true,
  } as never).initialize();
  const clock = { now: NOON };
  const now = (): number => clock.now;
  const feed = createChangeFeed(database, now);
  const agreementsOf = (of: ChangeFeed): Agreements =>
    openAgreements({ provider: 'moj', schema, classes, rules, law, feed: of, now });
  const agreements = agreementsOf(feed);
  const open: Owner = {
    ...{ database, feed, agreements, agreementsOf, clock },
    ask: (change = {}, caller = grantee) => agreements.request({ ...request, ...change }, caller),
    take: (id, action, caller = action === 'COUNTERSIGN' ? centre : owner, rest = REASONS[action]) =>
      agreements.change(id, { action, basis: [], ...rest }, caller),
    agree: async (change) => {
      const { id } = await open.ask(change);
      await open.take(id, 'APPROVE');
      return open.take(id, 'COUNTERSIGN');
    },
    close: () => database.destroy(),
  };
  return open;
}

/** What an error of the exchange says to the program that gets it. */
export async function refusalOf(promise: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  try {
    await promise;
  } catch (error) {
    return (error as { extensions: Readonly<Record<string, unknown>> }).extensions;
  }
  throw new Error('It was not refused.');
}
