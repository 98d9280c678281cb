import { StartError } from '@lienthong/shared/errors';
import type { Agency, GatewayConfig } from './config.ts';
import { createAgencyClient, type AgencyClient } from './execution/agency-client.ts';
import { createAgencySource } from './execution/agency-source.ts';
import type { Source } from './execution/source.ts';
import type { Metrics } from './metrics.ts';
import type { Seal } from './policy/sealing/sealer.ts';

/** The way to every agency: kept-alive connections, a circuit breaker each, and their measurements. */
export interface Agencies {
  /** A new source for one version of the graph. Throws where nobody says where the agency answers. */
  readonly sourceOf: (subgraph: Agency) => Source;
  /** Where an agency answers, for whoever asks it in another way. */
  readonly urlOf: (subgraph: Agency) => string;
  /** Those that versions of the graph were opened with. */
  readonly asked: () => readonly Agency[];
  close(): Promise<void>;
}

/**
 * Opens the way to agencies as versions of the graph name them; nothing is connected before it is asked. Where an
 * agency answers is for the list to say. Without rules a supergraph may say so itself of those that are not listed.
 */
export function openAgencies(config: GatewayConfig, seal: Seal | null, metrics: Metrics): Agencies {
  const { agencyTimeoutMs: timeoutMs, maxAnswerBytes, breaker, mode, shareQuestions } = config;
  const listed = new Map(config.agencies.map((agency) => [agency.name, agency]));
  const opened = new Map<string, { readonly agency: Agency; readonly client: AgencyClient }>();

  function agencyOf(subgraph: Agency): Agency {
    const agency = listed.get(subgraph.name);
    if (agency) return agency;
    if (!mode.without.has('rules')) throw unknown(subgraph);
    if (!/^https?:/.test(subgraph.url) || !URL.canParse(subgraph.url)) throw nowhere(subgraph);
    return { ...subgraph, plain: true };
  }

  function clientOf(agency: Agency): AgencyClient {
    const { name, url } = agency;
    const known = opened.get(`${name} ${url}`);
    if (known) return known.client;
    metrics.breakers.set({ agency: name }, 0);
    const onBreaker = (open: boolean): void => metrics.breakers.set({ agency: name }, open ? 1 : 0);
    const onShared = (): void => metrics.shared.inc({ agency: name });
    const client = createAgencyClient({ name, url, timeoutMs, maxAnswerBytes, breaker, onBreaker, onShared });
    opened.set(`${name} ${url}`, { agency, client });
    return client;
  }

  return {
    sourceOf: (subgraph) =>
      createAgencySource(
        clientOf(agencyOf(subgraph)),
        seal,
        shareQuestions,
        ({ agency, outcome, startedAt, endedAt }) =>
          metrics.fetches.observe({ agency, outcome }, (endedAt - startedAt) / 1000),
      ),
    urlOf: (subgraph) => {
      const agency = agencyOf(subgraph);
      clientOf(agency);
      return agency.url;
    },
    asked: () => [...opened.values()].map(({ agency }) => agency),
    close: async () => {
      await Promise.all([...opened.values()].map(({ client }) => client.close()));
    },
  };
}

const unknown = ({ name }: Agency): StartError =>
  new StartError(
    'UNKNOWN_AGENCY',
    `The supergraph names the subgraph ${name}, which is not in the list of subgraphs.`,
  );

const nowhere = ({ name, url }: Agency): StartError =>
  new StartError(
    'SUBGRAPH_NOWHERE',
    `The supergraph says that the subgraph ${name} answers at "${url}", which is no HTTP address, and no list of subgraphs names it.`,
  );
