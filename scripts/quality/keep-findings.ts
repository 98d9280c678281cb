import type { DataSource } from 'typeorm';
import { QualityFinding } from '@lienthong/shared/quality/finding-entity';
import type { Finding } from '@lienthong/shared/quality/report';

/** So many rows are kept for each rule: enough to begin with; the next measuring brings others. */
const KEPT = 20;

/** Gathers some of what was found, and puts it in the place of what an agency kept before. */
export function keepFindings(database: DataSource, agency: string, foundOn: string) {
  const kept = new Map<string, QualityFinding[]>();
  return {
    add: ({ database: id, entity, key, field, word, kind, between }: Finding): void => {
      const rule = `${id} ${entity} ${field} ${kind}`;
      const some = kept.get(rule) ?? [];
      kept.set(rule, some);
      if (some.length >= KEPT) return;
      some.push({
        id: `${rule} ${key}`,
        agency,
        database: id,
        type: entity,
        key,
        field,
        word,
        kind,
        sources: between
          ? [...between.sources].sort((one, other) => rank(one, between) - rank(other, between))
          : [],
        foundOn,
      });
    },
    save: () =>
      database.transaction(async (transaction) => {
        await transaction.clear(QualityFinding);
        await transaction.insert(QualityFinding, [...kept.values()].flat());
      }),
  };
}

const rank = (source: string, { authoritative }: NonNullable<Finding['between']>): number =>
  source === authoritative ? 0 : 1;
