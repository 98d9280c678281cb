import type { Exchange } from './exchange.ts';
import type { StoryCaller } from './story-shape.ts';

/** One exchange as the person it was about sees it. */
export interface Disclosure {
  readonly id: string;
  readonly at: string;
  readonly outcome: string;
  readonly agency: string | null;
  readonly purposeLabel: string | null;
  readonly purposeLabelEn: string | null;
  readonly caseId: string | null;
  readonly sources: readonly {
    readonly owner: string;
    readonly given: readonly string[];
    readonly refused: readonly { readonly field: string; readonly reason: string }[];
  }[];
}

const QUERY = `{ me { disclosures(first: 100) { nodes {
  id at outcome agency purposeLabel purposeLabelEn caseId
  sources { owner given refused { field reason } }
} } } }`;

/** Who asked about a person, newest first: what that person is shown. */
export async function trackerOf(exchange: Exchange, citizen: string): Promise<readonly Disclosure[]> {
  const { data, errors } = await exchange.ask(asPerson(citizen), QUERY);
  const found = data as { me: { disclosures: { nodes: readonly Disclosure[] } } } | null | undefined;
  if (!found?.me) throw new Error(`The tracker of ${citizen} did not answer: ${JSON.stringify(errors)}`);
  return found.me.disclosures.nodes;
}

const people = new Map<string, StoryCaller>();

/** The same caller each time: its token is signed once. */
function asPerson(citizen: string): StoryCaller {
  const known = people.get(citizen) ?? { who: { vi: 'Công dân', en: 'A person' }, system: 'demo', citizen };
  people.set(citizen, known);
  return known;
}
