import type { SubgraphPart } from '@lienthong/shared';
import { Between } from 'typeorm';
import { TaxObligation } from './tax.ts';

/** Fewer would be told apart. */
const FEWEST = 5;

/** What so many paid is told; of fewer, not even how many they are. */
export const revenueFigure = (taxpayers: number, collected: number) =>
  taxpayers < FEWEST ? { taxpayers: null, collected: null } : { taxpayers, collected };

export const revenue: SubgraphPart = {
  schema: new URL('./revenue.graphql', import.meta.url),
  resolvers: {
    Query: {
      // One statement adds up: the rows themselves stay where they are.
      budgetRevenue: async (_, { province, year }: { province: string; year: number }, { database }) => {
        const found = await database
          .getRepository(TaxObligation)
          .createQueryBuilder('tax')
          .select('COUNT(DISTINCT tax.taxpayerId)', 'taxpayers')
          .addSelect('SUM(tax.amount)', 'collected')
          .where({ province, paidOn: Between(`${year}-01-01`, `${year}-12-31`) })
          .getRawOne<{ taxpayers: number | string; collected: number | string | null }>();
        return {
          province,
          year,
          ...revenueFigure(Number(found?.taxpayers ?? 0), Number(found?.collected ?? 0)),
        };
      },
    },
  },
};
