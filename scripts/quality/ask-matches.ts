import type { AskExchange } from '@lienthong/shared/asking/ask-exchange';
import { ExchangeError } from '@lienthong/shared/errors';
import type { AskMatches, Match } from '@lienthong/shared/quality/compare-with-master';

/** A master source did not say whether claims agree with it. */
class MasterSilent extends ExchangeError {
  constructor(owner: string, type: string, codes: readonly string[]) {
    super('MASTER_SILENT', 502, `${owner} did not compare claims about ${type}: ${codes.join(', ')}.`, {
      messageVi: `${owner} không đối chiếu các dữ liệu kê khai về ${type}: ${codes.join(', ')}.`,
    });
  }
}

/** Asks master sources through the exchange, like everybody else: `Citizen` by `citizenMatches(claims: [CitizenClaim!]!)`. */
export const askMatchesOf =
  (ask: AskExchange): AskMatches =>
  async ({ owner, type, compare }, claims) => {
    const root = `${type[0]!.toLowerCase()}${type.slice(1)}Matches`;
    const fields = [...new Set(Object.values(compare))].join(' ') || '__typename';
    const query = `query Reconcile($claims: [${type}Claim!]!) { ${root}(claims: $claims) { ${fields} } }`;
    const { data, errors } = await ask({ query, variables: { claims }, purpose: 'data-quality' });
    const matches = data?.[root] as readonly Match[] | null | undefined;
    if (matches?.length === claims.length) return matches;
    throw new MasterSilent(owner, type, [
      ...new Set(errors.map(({ extensions }) => extensions?.code ?? 'unknown')),
    ]);
  };
