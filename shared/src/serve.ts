import { setMaxListeners } from 'node:events';
import type { JWTVerifyGetKey } from 'jose';
import { accessToOperations, consentsIn } from './access/access-to-operations.ts';
import { checkSeals } from './access/check-seals.ts';
import { guardedSchema } from './access/guard-fields.ts';
import { createOwnRules } from './access/own-rules.ts';
import type { UsageCounter } from './access/usage-counter.ts';
import { answerQuestions } from './answer.ts';
import { noExchange, type AskExchange } from './asking/ask-exchange.ts';
import { openAgreements } from './agreements/agreements.ts';
import type { AgreementLaw } from './agreements/agreement-law.ts';
import { followOwnAgreements } from './agreements/own-agreements.ts';
import { createChangeFeed } from './changes/change-feed.ts';
import { serveChanges } from './changes/serve-changes.ts';
import { openDatabase, type Storage } from './database.ts';
import { rootFieldOf } from './catalogue/resolvers.ts';
import { createContext } from './create-context.ts';
import type { Subgraph } from './define-subgraph.ts';
import { createOperationReader } from './graphql/read-operation.ts';
import { serveExplorer, type ExampleQuery } from './http/explorer.ts';
import { createFront, listen, urlAt } from './http/front.ts';
import { serveGraphQL } from './http/graphql-route.ts';
import { LARGEST_HEADERS } from './identity/seal.ts';
import type { Logger } from './log.ts';
import { maskError } from './mask-error.ts';
import type { LawFiles } from './policy/reading/rule-files.ts';
import { openSharing } from './rule-files.ts';
import type { ReadSeed } from './seeding.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly storage: Storage;
  readonly readSeed: ReadSeed;
  /** The gateway's public keys; null accepts calls without a seal, for development only. */
  readonly gatewayKeys: JWTVerifyGetKey | null;
  /** The rules of the whole exchange; what the agency shares itself stands in its own file. */
  readonly law: LawFiles;
  /** How agreements come about. */
  readonly agreementLaw: AgreementLaw;
  /** Counts what passes under the agency's grants. */
  readonly usage: UsageCounter;
  /** How it asks the exchange itself; none where nothing connects it. */
  readonly askExchange?: AskExchange;
  readonly introspection: boolean;
  readonly log: Logger;
}

export interface RunningSubgraph {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  /** Stops taking requests, answers those under way, closes the database. */
  stop(): Promise<void>;
}

/** Representations of a wide question fit; a stranger's flood does not. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Runs one subgraph: its own database, rules, port and explorer page. Every GraphQL call needs the gateway's seal. */
export async function serve(subgraph: Subgraph, options: ServeOptions): Promise<RunningSubgraph> {
  const { log, gatewayKeys, law, askExchange = noExchange } = options;
  const own = createOwnRules(
    subgraph.name,
    subgraph.typeDefs,
    law,
    subgraph.sharingFile === null ? null : openSharing(subgraph.sharingFile),
  );
  const database = await openDatabase(subgraph, options.storage, options.readSeed);
  const schema = guardedSchema(subgraph, own.classes);
  const feed = createChangeFeed(database);
  const agreements = openAgreements({
    provider: subgraph.name,
    schema,
    feed,
    classes: own.classes,
    rules: own.written,
    law: options.agreementLaw,
  });
  const followed = await followOwnAgreements(feed, () => own.setAgreements(followed.grants()), log);
  own.setAgreements(followed.grants());
  const service = answerQuestions({
    read: createOperationReader({ schema, introspection: options.introspection }),
    openAccess: accessToOperations(subgraph, schema, own, consentsIn(database)),
    schema,
    tell: maskError(log),
  });

  const front = createFront({ log, bodyLimit: BODY_LIMIT, headerLimit: LARGEST_HEADERS });
  front.get('/healthz', async () => ({ status: 'ok', subgraph: subgraph.name }));
  serveExplorer(front, {
    title: `Liên Thông · ${subgraph.name}`,
    notice: gatewayKeys ? CLOSED_NOTICE : undefined,
    examples: exampleOf(subgraph),
  });
  checkSeals(front, subgraph.name, gatewayKeys);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const answering = { subgraph, database, agreements, counter: options.usage, askExchange };
  serveGraphQL(front, service, (request, { raw }) => {
    request.log.debug({ traceId: request.trace.traceId, requestId: request.id }, 'asked');
    return createContext(answering, request, () => {
      const gone = new AbortController();
      raw.once('close', () => gone.abort());
      return AbortSignal.any([gone.signal, stopping.signal]);
    });
  });
  // Sealed like every question, by a hook of the front.
  serveChanges(front, feed, async () => {});

  const stop = async () => {
    stopping.abort();
    await front.close();
    await followed.stop();
    await database.destroy();
  };
  try {
    const { host, port } = options;
    const variable = 'SUBGRAPH_PORT_BASE (or --port)';
    const bound = await listen(front, { host, port, name: `the subgraph ${subgraph.name}`, variable });
    return { name: subgraph.name, port: bound, url: `${urlAt(host, bound)}/graphql`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const CLOSED_NOTICE =
  'Phân hệ này chỉ trả lời cổng dữ liệu: lời gọi không có dấu niêm phong bị từ chối. ' +
  'This subgraph answers only the gateway; start it with --open to ask it directly in development.';

function exampleOf({ agencyType, name }: Subgraph): ExampleQuery[] {
  if (!agencyType) return [{ title: name, query: '{ statistics { agencies databases partners tasks } }\n' }];
  const query = `{
  ${rootFieldOf(agencyType)} {
    id
    name
    databases { id name group form }
    partners { printedName }
    tasks { id text deadline { printed iso } }
  }
}
`;
  return [{ title: name, query }];
}
