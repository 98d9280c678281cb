import type { AskExchange } from '@lienthong/shared/asking/ask-exchange';
import { StartError } from '@lienthong/shared/errors';
import { WORDS, type QualityReport } from '@lienthong/shared/quality/report';
import type { SharedUse } from './shared-use.ts';

const REPORT =
  'mutation Report($report: QualityReportInput!) { reportQuality(report: $report) { database } }';

/** Tells the National Data Center, in the name of the owner and through the exchange, how good a database is. */
export async function reportQuality(
  ask: AskExchange,
  { database, measuredOn, rows, shares, rules }: QualityReport,
  sharedUse: SharedUse,
): Promise<void> {
  const report = {
    database,
    measuredOn,
    rows,
    words: WORDS.flatMap((word) => (shares[word] ? [{ word, ...shares[word] }] : [])),
    sharedUse,
    fields: rules.map(({ entity: type, field, word, kind, faulty, checked, between }) => ({
      type,
      field,
      word,
      kind,
      faulty,
      checked,
      sources: between
        ? [between.authoritative, ...between.sources.filter((source) => source !== between.authoritative)]
        : [],
    })),
  };
  const { data, errors } = await ask({ query: REPORT, variables: { report }, purpose: 'data-quality' });
  if (data?.['reportQuality']) return;
  const why = errors.map(({ message }) => message).join(' ');
  throw new StartError('REPORT_REFUSED', `The centre did not take the report on ${database}: ${why}`);
}
