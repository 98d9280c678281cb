import { StartError } from '@lienthong/shared/errors';
import type { Agency, GatewayConfig } from './config.ts';
import { createAgencyClient, type AgencyClient } from './execution/agency-client.ts';
import { createAgencySource } from './execution/agency-source.ts';
import type { Source } from './execution/source.ts';
import type { Metrics } from './metrics.ts';
import type { Seal } from './policy/sealing/sealer.ts';

/** The way of one version of the graph to its agencies. */
export interface WayToAgencies {
  /** Throws where nobody says where the agency answers. */
  readonly sourceOf: (subgraph: Agency) => Source;
  /** Where an agency answers, for whoever asks it in another way. */
  readonly urlOf: (subgraph: Agency) => string;
  /** Those it leads to so far. */
  readonly agencies: () => readonly Agency[];
  /** Closes the way to those to whom no other version leads. */
  readonly close: () => Promise<void>;
}

interface Opened {
  readonly agency: Agency;
  readonly client: AgencyClient;
  versions: number;
}

/**
 * Opens, version by version, the way to the agencies of a graph: kept-alive connections, a circuit breaker each, and their
 * measurements, which outlive a version where the next one asks the same agency at the same place. Nothing is connected
 * before it is asked. Where an agency answers is for the list to say. Without rules a supergraph may say so itself of
 * those that are not listed.
 */
export function openAgencies(
  config: GatewayConfig,
  seal: Seal | null,
  metrics: Metrics,
): () => WayToAgencies {
  const { agencyTimeoutMs: timeoutMs, maxAnswerBytes, breaker, mode, shareQuestions } = config;
  const listed = new Map(config.agencies.map((agency) => [agency.name, agency]));
  const opened = new Map<string, Opened>();

  function agencyOf(subgraph: Agency): Agency {
    const agency = listed.get(subgraph.name);
    if (agency) return agency;
    if (!mode.without.has('rules')) throw unknown(subgraph);
    if (!/^https?:/.test(subgraph.url) || !URL.canParse(subgraph.url)) throw nowhere(subgraph);
    return { ...subgraph, plain: true };
  }

  function open(agency: Agency): Opened {
    const { name, url } = agency;
    const known = opened.get(placeOf(agency));
    if (known) return known;
    metrics.breakers.set({ agency: name }, 0);
    const onBreaker = (open: boolean): void => metrics.breakers.set({ agency: name }, open ? 1 : 0);
    const onShared = (): void => metrics.shared.inc({ agency: name });
    const client = createAgencyClient({ name, url, timeoutMs, maxAnswerBytes, breaker, onBreaker, onShared });
    const made = { agency, client, versions: 0 };
    opened.set(placeOf(agency), made);
    return made;
  }

  async function leave(left: Opened): Promise<void> {
    left.versions -= 1;
    if (left.versions > 0) return;
    opened.delete(placeOf(left.agency));
    const { name } = left.agency;
    if (![...opened.values()].some(({ agency }) => agency.name === name))
      metrics.breakers.remove({ agency: name });
    await left.client.close();
  }

  return () => {
    const own = new Map<string, Opened>();
    const openOnce = (subgraph: Agency): Opened => {
      const agency = agencyOf(subgraph);
      const known = own.get(placeOf(agency));
      if (known) return known;
      const made = open(agency);
      made.versions += 1;
      own.set(placeOf(agency), made);
      return made;
    };
    return {
      sourceOf: (subgraph) =>
        createAgencySource(
          openOnce(subgraph).client,
          seal,
          shareQuestions,
          ({ agency, outcome, startedAt, endedAt }) =>
            metrics.fetches.observe(agency, outcome, (endedAt - startedAt) / 1000),
        ),
      urlOf: (subgraph) => openOnce(subgraph).agency.url,
      agencies: () => [...own.values()].map(({ agency }) => agency),
      close: async () => {
        await Promise.all([...own.values()].map(leave));
      },
    };
  };
}

/** One name may be asked elsewhere by the next version. */
const placeOf = ({ name, url }: Agency): string => `${name} ${url}`;

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
