import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class BusinessLicence {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') taxCode!: string;
  @Column('text') trade!: string;
  @Column('date') issuedOn!: string;
  @Column('date') validTo!: string;
}

@Entity()
export class ECommerceSite {
  @PrimaryColumn('text') domain!: string;
  @Index() @Column('text') taxCode!: string;
  @Column('text') kind!: string;
  @Column('date') confirmedOn!: string;
}

@Entity()
export class TradeAgreement {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') nameEn!: string;
  @Column('simple-json') parties!: string[];
  @Column('integer') inForceSince!: number;
}

const organization = ({ taxCode }: { taxCode: string }) => ({ taxCode });

export const trade: SubgraphPart = {
  schema: new URL('./trade.graphql', import.meta.url),
  entities: [BusinessLicence, ECommerceSite, TradeAgreement],
  resolvers: {
    Query: {
      businessLicence: (_, { number }, { loaders }) => loaders.one(BusinessLicence, 'number', number),
      eCommerceSite: (_, { domain }, { loaders }) => loaders.one(ECommerceSite, 'domain', domain),
      // A list of a few rows that everybody may read: there is no key to look them up by.
      tradeAgreements: (_, __, { database }) =>
        database.getRepository(TradeAgreement).find({ order: { inForceSince: 'ASC', code: 'ASC' } }),
    },
    Organization: {
      businessLicence: ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        loaders.one(BusinessLicence, 'taxCode', taxCode),
      eCommerceSites: ({ taxCode }: { taxCode: string }, _, { loaders }) =>
        loaders.many(ECommerceSite, 'taxCode', taxCode),
    },
    BusinessLicence: { holder: organization },
    ECommerceSite: { owner: organization },
  },
  records: {
    BusinessLicence: { entity: BusinessLicence },
    ECommerceSite: { entity: ECommerceSite },
    TradeAgreement: { entity: TradeAgreement },
  },
};
