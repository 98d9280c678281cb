import { buildSubgraphSchema } from '@apollo/subgraph';
import { createPseudonymizer, openPseudonymKey } from '@lienthong/gateway/audit/pseudonym';
import { openExchange, type Exchange } from '../../scripts/use-cases/exchange.ts';
import type { StoryCaller } from '../../scripts/use-cases/story-shape.ts';
import { recordBefore, type Recorder } from '../authorization/recorder.ts';
import { startTestDeployment } from '../support/deployment.ts';
import { loadListed } from '../support/subgraph.ts';
import { rowsOf } from '../subgraphs/every-field.ts';

/** The whole country, with a recorder at the door of every subgraph. */
export interface Country extends Exchange {
  /** The fields that reached any subgraph in one request. */
  fieldsAsked(requestId: string): ReadonlySet<string>;
  /** A receipt as an auditor sees it, under seal or not. */
  receipt(id: string): Promise<{ readonly outcome: string; readonly subjects: readonly string[] }>;
  /** Who of the population is among the pseudonyms of a receipt; the others are of parcels, vehicles and the like. */
  peopleAmong(pseudonyms: readonly string[]): string[];
  remove(): Promise<void>;
}

export async function startCountry(): Promise<Country> {
  const recorders: Recorder[] = [];
  const deployment = await startTestDeployment({}, async (name, url) => {
    const { typeDefs } = await loadListed(name);
    const recorder = await recordBefore(url, buildSubgraphSchema({ typeDefs }));
    recorders.push(recorder);
    return recorder.url;
  });
  const exchange = await openExchange(deployment.gateway.url, {
    DATA_DIR: deployment.dataDir,
    GATEWAY_PORT: String(deployment.gateway.port),
  });
  const pseudonymize = createPseudonymizer(openPseudonymKey(deployment.dataDir));
  const personOf = new Map<string, string>(
    rowsOf('Citizen').map(({ personalId }) => [
      pseudonymize('Citizen', personalId as string),
      personalId as string,
    ]),
  );
  return {
    ...exchange,
    fieldsAsked: (requestId) =>
      new Set(
        recorders.flatMap(({ asked }) =>
          asked.flatMap((each) => (each.requestId === requestId ? each.fields : [])),
        ),
      ),
    receipt: async (id) => {
      for (const [field, caller] of AUDITORS) {
        const { data, errors } = await exchange.ask(
          caller,
          `{ ${field}(first: 100) { nodes { id outcome subjects } } }`,
        );
        const found = data as Record<string, { nodes: Audited[] } | null> | null;
        if (!found?.[field]) throw new Error(`The auditor got no ${field}: ${JSON.stringify(errors)}`);
        const receipt = found[field].nodes.find((each) => each.id === id);
        if (receipt) return receipt;
      }
      throw new Error(`The log holds no receipt ${id}.`);
    },
    peopleAmong: (pseudonyms) => pseudonyms.flatMap((each) => personOf.get(each) ?? []),
    remove: async () => {
      await deployment.remove();
      await Promise.all(recorders.map((recorder) => recorder.stop()));
    },
  };
}

interface Audited {
  readonly id: string;
  readonly outcome: string;
  readonly subjects: readonly string[];
}

const auditor = (purpose: string): StoryCaller => ({
  who: { vi: 'Kiểm toán nhà nước', en: 'The State Audit' },
  agency: 'sav',
  system: 'data-audit',
  officer: 'Kiểm toán viên Mẫu',
  purpose,
  decision: '12/QĐ-KTNN',
});

const AUDITORS: readonly (readonly [string, StoryCaller])[] = [
  ['receipts', auditor('data-audit')],
  ['sealedReceipts', auditor('sealed-data-audit')],
];
