import { byKey, legalToday, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { dayAfter, LAST_DAY_OF_DISTRICTS, unitAt } from './unit-at.ts';

/** A code stands for one unit after another: each has an entry, from the day it was called so. */
@Entity()
export class AdministrativeUnit {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('date') validFrom!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Index() @Column('text') level!: string;
  @Index() @Column('text', { nullable: true }) province!: string | null;
  @Column('date', { nullable: true }) validTo!: string | null;
  /** The code under which it goes on; null while it does so under its own. */
  @Index() @Column('text', { nullable: true }) mergedInto!: string | null;
}

@Entity()
export class FormerCommune {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Index() @Column('text') mergedInto!: string;
}

/** The entry of a code on a day. */
const find = async (code: string | null, day: string, { loaders }: Context) =>
  unitAt(await loaders.many(AdministrativeUnit, 'code', code), day);

/** A unit is looked at on the day it was asked about, as far as it goes: its communes are those of that day. */
const dayOf = ({ validTo }: AdministrativeUnit): string =>
  validTo === null || validTo > legalToday() ? legalToday() : validTo;

export const territory: SubgraphPart = {
  schema: new URL('./territory.graphql', import.meta.url),
  entities: [AdministrativeUnit, FormerCommune],
  resolvers: {
    Query: {
      administrativeUnit: (_, { code, at }: { code: string; at?: string | null }, context) =>
        find(code, at ?? legalToday(), context),
      provinces: async (_, { at }: { at?: string | null }, { loaders }) => {
        const all = await loaders.many(AdministrativeUnit, 'level', 'PROVINCE');
        return all.filter((unit) => unitAt([unit], at ?? legalToday()) !== null);
      },
      formerCommune: (_, { code }, { loaders }) => loaders.one(FormerCommune, 'code', code),
    },
    AdministrativeUnit: {
      __resolveReference: ({ code }: { code: string }, context: Context) => find(code, legalToday(), context),
      parent: (unit: AdministrativeUnit, _, context) => find(unit.province, dayOf(unit), context),
      communes: async (unit: AdministrativeUnit, _, { loaders }) =>
        unit.level !== 'PROVINCE'
          ? []
          : (await loaders.many(AdministrativeUnit, 'province', unit.code)).filter(
              (commune) => unitAt([commune], dayOf(unit)) !== null,
            ),
      successor: ({ mergedInto, validTo }: AdministrativeUnit, _, context) =>
        validTo === null ? null : find(mergedInto, dayAfter(validTo), context),
      predecessors: async ({ code, validFrom }: AdministrativeUnit, _, { loaders }) =>
        (await loaders.many(AdministrativeUnit, 'mergedInto', code)).filter(
          ({ validTo }) => validTo !== null && dayAfter(validTo) === validFrom,
        ),
      formerCommunes: ({ code, level, validFrom }: AdministrativeUnit, _, { loaders }) =>
        level === 'COMMUNE'
          ? loaders.many(FormerCommune, 'mergedInto', code)
          : validFrom <= LAST_DAY_OF_DISTRICTS
            ? loaders.many(FormerCommune, 'province', code)
            : [],
      history: async ({ code }: AdministrativeUnit, _, { loaders }) =>
        (await loaders.many(AdministrativeUnit, 'code', code)).toSorted((one, other) =>
          one.validFrom.localeCompare(other.validFrom),
        ),
    },
    FormerCommune: {
      __resolveReference: byKey(FormerCommune, 'code'),
      province: ({ province }: FormerCommune, _, context) => find(province, LAST_DAY_OF_DISTRICTS, context),
      mergedInto: ({ mergedInto }: FormerCommune, _, context) =>
        find(mergedInto, dayAfter(LAST_DAY_OF_DISTRICTS), context),
    },
  },
  records: {
    AdministrativeUnit: { entity: AdministrativeUnit },
    FormerCommune: { entity: FormerCommune },
  },
};
