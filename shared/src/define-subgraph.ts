import { fileURLToPath } from 'node:url';
import {
  concatAST,
  Kind,
  Source,
  type DocumentNode,
  type GraphQLFieldResolver,
  type InterfaceTypeDefinitionNode,
} from 'graphql';
import type { DataSource, MigrationInterface } from 'typeorm';
import type { Access } from './access/access.ts';
import { Consent } from './access/consent.ts';
import type { RecordBindings } from './access/record-binding.ts';
import type { Tally } from './access/tally.ts';
import type { Usage } from './access/usage.ts';
import type { AskExchange } from './asking/ask-exchange.ts';
import type { Agreements } from './agreements/agreements.ts';
import { agreementResolvers } from './agreements/resolvers.ts';
import { catalogueEntities } from './catalogue/entities.ts';
import { agencyResolvers, catalogueResolvers, rootFieldOf } from './catalogue/resolvers.ts';
import { classification, readSchema } from './catalogue/schema-files.ts';
import { readCatalogue } from './catalogue/seed.ts';
import { parseDocument } from './graphql/parse-document.ts';
import type { Loaders } from './loaders.ts';
import type { Caller } from './policy/types.ts';
import { QualityFinding } from './quality/finding-entity.ts';
import { readRecords } from './record-files.ts';
import type { ReadSeed, SeedRows, Seeds } from './seeding.ts';

/** What every resolver of a request shares. */
export interface Context {
  readonly loaders: Loaders;
  readonly database: DataSource;
  /** Who asks, as the seal says; a subgraph started with `--open` asks itself. */
  readonly caller: Caller;
  /** What the request may read; null where everything may be, in a subgraph started with `--open`. */
  readonly access: Access | null;
  readonly usage: Usage;
  readonly tally: Tally;
  /** The agreements on what this subgraph owns. */
  readonly agreements: Agreements;
  /** Asks the exchange in the agency's own name. */
  readonly askExchange: AskExchange;
  /** Aborted once nobody waits for what this request subscribes to. */
  readonly left: () => AbortSignal;
}

// The parent and the arguments of a field are what its schema says: each resolver states them itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Resolver = GraphQLFieldResolver<any, Context, any>;
/** Resolvers by type and field; `__resolveReference` and `__resolveType` as Apollo Federation names them. */
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;
export type EntityClass = new () => object;

/** What an agency keeps of one subject: everything about it that is the agency's own, in a file or two. */
export interface SubgraphPart {
  /** Its part of the schema, in one file or several. */
  readonly schema: URL | readonly URL[];
  readonly entities?: readonly EntityClass[];
  readonly resolvers?: Resolvers;
  /** How the rows of its record types are bound to people, places and agencies, by GraphQL type. */
  readonly records?: RecordBindings;
}

/** The catalogue that every agency has in common is added to what stands here. */
export interface SubgraphDefinition extends SubgraphPart {
  /** The name in `supergraph.yaml`: folder, database and the audience of the seals it accepts. */
  readonly name: string;
  /** The GraphQL type the agency is; left out by the National Data Center, which is no agency. */
  readonly agency?: string;
  /** What it keeps of many subjects, each by itself. */
  readonly parts?: readonly SubgraphPart[];
  /** What it shares, with whom and by which law: its `sharing.yaml`. Without one it shares what is open, and no more. */
  readonly sharing?: URL;
  /** What it expects of its own records: its `quality.yaml`. Without one their quality is not measured. */
  readonly quality?: URL;
  /**
   * Rows laid into its database on the first start, and again when the seeds change: beside those of its records, which
   * are read from a file for each entity.
   */
  readonly seed?: (read: ReadSeed) => SeedRows;
  /** Changes to tables that hold data already, oldest first: needed once a change is more than an addition. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** Runs once the tables are filled, before the first request: indexes beyond what columns can say. */
  readonly prepare?: (database: DataSource) => Promise<void>;
}

/** What the kernel itself keeps of people, with every agency. */
const KERNEL_RECORDS: RecordBindings = { QualityFinding: { entity: QualityFinding, subjects: ['key'] } };

/** A subgraph as a value: no port, no server, no state. */
export interface Subgraph {
  readonly name: string;
  /** Its own agency's GraphQL type; null for the National Data Center, which is no agency. */
  readonly agencyType: string | null;
  readonly typeDefs: DocumentNode;
  readonly resolvers: Resolvers;
  readonly entities: readonly EntityClass[];
  /** Those of its own records, without the catalogue. */
  readonly recordEntities: readonly EntityClass[];
  readonly records: RecordBindings;
  /** The record type whose rows an entity holds, by the entity's name. */
  readonly typeOfEntity: ReadonlyMap<string, string>;
  /** The file that says what it shares. */
  readonly sharingFile: string | null;
  /** The file that says what it expects of its records. */
  readonly qualityFile: string | null;
  readonly seed: (read: ReadSeed) => Seeds;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly prepare: (database: DataSource) => Promise<void>;
}

/**
 * Makes a subgraph from what is an agency's own. The catalogue (agency card, databases, partner links, tasks) is
 * mixed in: the agency's type gets the fields of `Agency`, their resolvers and a root field that leads to it.
 */
export function defineSubgraph(definition: SubgraphDefinition): Subgraph {
  const agencyType = definition.agency ?? null;
  const parts: readonly SubgraphPart[] = [definition, ...(definition.parts ?? [])];
  const entities = parts.flatMap((part) => part.entities ?? []);
  const records: RecordBindings = Object.fromEntries(
    [...(agencyType ? [{ records: KERNEL_RECORDS }] : []), ...parts].flatMap((part) =>
      Object.entries(part.records ?? {}),
    ),
  );
  const resolvers = [
    catalogueResolvers,
    ...(agencyType ? [agencyResolvers(agencyType, definition.name), agreementResolvers(agencyType)] : []),
    ...parts.map((part) => part.resolvers ?? {}),
  ];

  return {
    name: definition.name,
    agencyType,
    typeDefs: concatAST([
      classification,
      catalogue,
      ...(agencyType ? [agencyPart, agreementPart, agencyExtension(agencyType)] : []),
      ...parts.flatMap(({ schema }) => schema).map(readSchema),
    ]),
    resolvers: mergeResolvers(resolvers),
    entities: [...catalogueEntities, ...entities],
    recordEntities: entities,
    records,
    typeOfEntity: new Map(
      Object.entries(records).flatMap(([type, { entity }]) => (entity ? [[entity.name, type] as const] : [])),
    ),
    qualityFile: definition.quality ? fileURLToPath(definition.quality) : null,
    sharingFile: definition.sharing ? fileURLToPath(definition.sharing) : null,
    seed: (read) => ({
      catalogue: [
        ...readCatalogue(read, agencyType ? definition.name : null),
        ...(definition.seed?.(read) ?? []),
      ],
      records: readRecords(read, definition.name, [Consent, ...entities]),
    }),
    migrations: definition.migrations ?? [],
    prepare: definition.prepare ?? (async () => {}),
  };
}

/** A `__resolveReference` that finds the row of an entity by its key column. */
export const byKey =
  <Row extends object>(entity: new () => Row, column: keyof Row & string): Resolver =>
  (reference: Record<string, unknown>, { loaders }: Context) =>
    loaders.one(entity, column, reference[column]);

const catalogue = readSchema(new URL('./catalogue/catalogue.graphql', import.meta.url));
const agencyPart = readSchema(new URL('./catalogue/agency.graphql', import.meta.url));
const agreementPart = readSchema(new URL('./catalogue/agreement.graphql', import.meta.url));
const agencyInterface = agencyPart.definitions.find(
  (node): node is InterfaceTypeDefinitionNode => node.kind === Kind.INTERFACE_TYPE_DEFINITION,
)!;

/**
 * Gives the agency's type the fields of the interface, and the graph a root field that leads to it, and the changes of
 * its agreements, to make and to follow. Any agency that declares a purpose gets as far as the owner, which looks at who asks.
 */
function agencyExtension(type: string): DocumentNode {
  const roots = parseDocument(
    new Source(
      `extend type Query {
        "Chính cơ quan này: the agency itself."
        ${rootFieldOf(type)}: ${type} @classified(sharing: OPEN, personal: NONE, secrecy: NONE)
      }
      extend type Mutation {
        "Yêu cầu chia sẻ dữ liệu: asks the agency for an agreement, in the name of the officer's own agency."
        ${rootFieldOf(type)}RequestAgreement(request: AgreementRequest!): Agreement
          @classified(sharing: SHARED, personal: NONE, secrecy: NONE)
        "Thay đổi thỏa thuận: takes a step in the life of an agreement of the agency."
        ${rootFieldOf(type)}ChangeAgreement(id: ID!, change: AgreementChange!): Agreement
          @classified(sharing: SHARED, personal: NONE, secrecy: NONE)
      }
      extend type Subscription {
        "Thỏa thuận vừa thay đổi: an agreement of the agency each time it takes a step, as it then stands."
        ${rootFieldOf(type)}AgreementChanged: Agreement @classified(sharing: OPEN, personal: NONE, secrecy: NONE)
      }`,
      `the root fields of ${type}`,
    ),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OBJECT_TYPE_EXTENSION,
        name: { kind: Kind.NAME, value: type },
        fields: agencyInterface.fields,
        loc: agencyInterface.loc,
      },
      ...roots.definitions,
    ],
  };
}

function mergeResolvers(parts: readonly Resolvers[]): Resolvers {
  const merged: Record<string, Record<string, Resolver>> = {};
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}
