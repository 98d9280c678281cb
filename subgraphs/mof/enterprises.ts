import { compareClaims, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Organization {
  @PrimaryColumn('text') taxCode!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text') status!: string;
  @Column('text') address!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') representativeId!: string;
  @Column('date') foundedOn!: string;
  /** The day the business registrar last confirmed the entry. */
  @Column('date') updatedOn!: string;
}

@Entity()
export class Shareholder {
  @PrimaryColumn('text') taxCode!: string;
  @Index() @PrimaryColumn('text') citizenId!: string;
  @Column('integer') percent!: number;
  @Column('date') contributedOn!: string;
  @Column('text') bankAccount!: string;
}

interface OrganizationReference {
  readonly taxCode: string;
  readonly representative?: { readonly identityVerified?: boolean | null } | null;
}

const comparison = compareClaims(Organization, 'taxCode', ['name', 'status']);

export const enterprises: SubgraphPart = {
  schema: new URL('./enterprises.graphql', import.meta.url),
  entities: [Organization, Shareholder],
  resolvers: {
    Query: {
      organization: (_, { taxCode }, { loaders }) => loaders.one(Organization, 'taxCode', taxCode),
      organizationMatches: comparison.matches,
    },
    OrganizationMatch: comparison.fields,
    Citizen: {
      organizations: async ({ personalId }: { personalId: string }, _, { loaders }) => {
        const [represented, shares] = await Promise.all([
          loaders.many(Organization, 'representativeId', personalId),
          loaders.many(Shareholder, 'citizenId', personalId),
        ]);
        const held = await Promise.all(
          shares.map(({ taxCode }) => loaders.one(Organization, 'taxCode', taxCode)),
        );
        const all = [...represented, ...held].flatMap((one) => one ?? []);
        return [...new Map(all.map((one) => [one.taxCode, one])).values()];
      },
    },
    Organization: {
      // What the population register says of the representative goes with the row that was asked about.
      __resolveReference: async (
        { taxCode, representative }: OrganizationReference,
        { loaders }: Context,
      ) => {
        const row = await loaders.one(Organization, 'taxCode', taxCode);
        return row && { ...row, verified: representative?.identityVerified ?? null };
      },
      representative: ({ representativeId }: Organization) => ({ personalId: representativeId }),
      representativeVerified: ({ verified }: { verified?: boolean | null }) => verified ?? null,
      shareholders: ({ taxCode }: Organization, _, { loaders }) =>
        loaders.many(Shareholder, 'taxCode', taxCode),
    },
    Shareholder: {
      person: ({ citizenId }: Shareholder) => ({ personalId: citizenId }),
    },
  },
  records: {
    Organization: {
      entity: Organization,
      subjects: ['taxCode', 'representativeId'],
      territories: ['province', 'commune'],
    },
    Shareholder: { entity: Shareholder, subjects: ['citizenId'] },
  },
};
