import type { DataSource } from 'typeorm';
import { rootFieldOf } from '../catalogue/resolvers.ts';
import type { Resolvers } from '../define-subgraph.ts';
import { MASKS, QUOTA_PERIODS, ROW_SCOPES } from '../policy/types.ts';
import type { AgreementStep } from './agreements.ts';
import { Agreement, AgreementEvent } from './entities.ts';
import type { AgreementStatus } from './life-cycle.ts';
import type { AgreementRequest } from './requested-terms.ts';

/** The graph spells a word of the rules as an enum value: `own-territory` is `OWN_TERRITORY`. */
const spelled = (words: readonly string[]) =>
  Object.fromEntries(words.map((word) => [word.toUpperCase().replaceAll('-', '_'), word]));

/** How one agency answers for its agreements: `type` is its GraphQL type. */
export const agreementResolvers = (type: string): Resolvers => ({
  AgreementRowScope: spelled(ROW_SCOPES) as never,
  AgreementMaskForm: spelled(MASKS) as never,
  AgreementQuotaPeriod: spelled(QUOTA_PERIODS) as never,
  Mutation: {
    [`${rootFieldOf(type)}RequestAgreement`]: (
      _,
      { request }: { request: AgreementRequest },
      { agreements, caller },
    ) => agreements.request(request, caller),
    [`${rootFieldOf(type)}ChangeAgreement`]: (
      _,
      { id, change }: { id: string; change: AgreementStep },
      { agreements, caller },
    ) => agreements.change(id, change, caller),
  },
  Subscription: {
    [`${rootFieldOf(type)}AgreementChanged`]: (_, __, { agreements, database, left }) =>
      rowsOf(agreements.changed(left()), database),
  },
  [type]: {
    agreements: async (
      { id }: { id: string },
      { status, overdue }: { status?: AgreementStatus | null; overdue?: boolean | null },
      { loaders, agreements },
    ) =>
      (await loaders.many(Agreement, 'provider', id))
        .filter((row) => (status ?? null) === null || agreements.statusOf(row) === status)
        .filter((row) => (overdue ?? null) === null || agreements.isOverdue(row) === overdue)
        .sort((one, other) => (one.submittedAt < other.submittedAt ? -1 : 1)),
  },
  Agreement: {
    mask: ({ mask }: Agreement) => Object.entries(mask).map(([field, as]) => ({ field, as })),
    status: (row: Agreement, _, { agreements }) => agreements.statusOf(row),
    answerDueOn: (row: Agreement, _, { agreements }) => agreements.dueOn(row),
    overdue: (row: Agreement, _, { agreements }) => agreements.isOverdue(row),
    history: ({ id }: Agreement, _, { loaders }) => loaders.many(AgreementEvent, 'agreementId', id),
  },
});

/** The agreements with these ids, each as it stands when its id comes. */
async function* rowsOf(
  ids: AsyncIterable<string>,
  database: DataSource,
): AsyncGenerator<Agreement | null, void, void> {
  for await (const id of ids) yield database.getRepository(Agreement).findOneBy({ id });
}
