import {
  byKey,
  Database,
  ExchangeError,
  type Context,
  type Resolvers,
  type SubgraphPart,
} from '@lienthong/shared';
import { PriorityDatabase, QualityReport } from './entities.ts';

type Report = Omit<QualityReport, 'owner'>;

/** Whoever reports on a database has to own it, or to lead it where it is a priority database. */
class NotYourDatabase extends ExchangeError {
  constructor(database: string, agency: string) {
    super('NOT_YOUR_DATABASE', 403, `The database ${database} is none that ${agency} owns or leads.`, {
      messageVi: `Cơ sở dữ liệu ${database} không do ${agency} sở hữu hoặc chủ trì.`,
    });
  }
}

async function ownerOf(database: string, { loaders }: Context): Promise<string | null> {
  const row = await loaders.one(Database, 'id', database);
  if (row) return row.ownerId;
  return (await loaders.one(PriorityDatabase, 'id', database))?.leadId ?? null;
}

/** The report on a database; one that says nothing but its name where it was never measured, as its owner answers. */
const reportOn = async ({ id }: { id: string }, _: unknown, { loaders }: Context) =>
  (await loaders.one(QualityReport, 'database', id)) ?? { database: id };

const resolvers: Resolvers = {
  Query: {
    qualityReports: async (_, __, { database }) => {
      const reports = await database.getRepository(QualityReport).find({ order: { database: 'ASC' } });
      return reports;
    },
  },
  Mutation: {
    reportQuality: async (_, { report }: { report: Report }, context) => {
      const agency = context.caller.kind === 'agency' ? context.caller.agency : '';
      if ((await ownerOf(report.database, context)) !== agency)
        throw new NotYourDatabase(report.database, agency);
      await context.database.getRepository(QualityReport).save({ ...report, owner: agency });
      return { ...report, owner: agency };
    },
  },
  Database: {
    quality: reportOn,
  },
  PriorityDatabase: {
    quality: reportOn,
  },
  QualityReport: {
    __resolveReference: byKey(QualityReport, 'database'),
    words: ({ words }: Partial<QualityReport>) => words?.map((each) => ({ ...each, share: share(each) })),
    worstFields: ({ fields }: Partial<QualityReport>, { first }: { first: number }) =>
      fields
        ?.filter(({ faulty }) => faulty > 0)
        .sort((one, other) => other.faulty / other.checked - one.faulty / one.checked)
        .slice(0, Math.max(0, first)),
  },
};

const share = ({ good, of }: { good: number; of: number }): number | null => (of === 0 ? null : good / of);

/** What the centre knows of the quality of data: the agencies' own reports, the latest of each database. */
export const quality: SubgraphPart = {
  schema: new URL('./quality.graphql', import.meta.url),
  entities: [QualityReport],
  resolvers,
};
