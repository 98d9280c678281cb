import type { GraphQLSchema } from 'graphql';
import type { GatewayConfig } from './config.ts';
import { createAgencyClient } from './execution/agency-client.ts';
import { createAgencySource } from './execution/agency-source.ts';
import type { Source } from './execution/source.ts';
import type { Metrics } from './metrics.ts';
import type { Seal } from './policy/sealing/sealer.ts';

/** The way to every agency: kept-alive connections, a circuit breaker each, and their measurements. */
export interface Agencies {
  /** A new source for one version of the graph; undefined for an agency that is not in the list. */
  readonly sourceOf: (name: string, graph: GraphQLSchema, apiSchema: GraphQLSchema) => Source | undefined;
  close(): Promise<void>;
}

/** Opens the way to every agency of the configuration; nothing is connected before it is asked. */
export function openAgencies(config: GatewayConfig, seal: Seal, metrics: Metrics): Agencies {
  const { agencyTimeoutMs: timeoutMs, maxAnswerBytes, breaker } = config;
  const clients = new Map(
    config.agencies.map(({ name, url }) => {
      metrics.breakers.set({ agency: name }, 0);
      const onBreaker = (open: boolean): void => metrics.breakers.set({ agency: name }, open ? 1 : 0);
      return [name, createAgencyClient({ name, url, timeoutMs, maxAnswerBytes, breaker, onBreaker })];
    }),
  );
  return {
    sourceOf: (name, graph, apiSchema) => {
      const client = clients.get(name);
      return (
        client &&
        createAgencySource(client, graph, apiSchema, seal, ({ agency, outcome, startedAt, endedAt }) =>
          metrics.fetches.observe({ agency, outcome }, (endedAt - startedAt) / 1000),
        )
      );
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
