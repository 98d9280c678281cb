import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class BailiffOffice {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('text') status!: string;
}

@Entity()
export class AssetAuction {
  @PrimaryColumn('text') number!: string;
  @Column('text') asset!: string;
  @Column('text') enforcementNumber!: string;
  @Index() @Column('text') province!: string;
  @Column('integer') startingPrice!: number;
  @Column('date') heldOn!: string;
  @Column('text') result!: string;
}

@Entity()
export class JudicialPractitioner {
  @PrimaryColumn('text') cardNumber!: string;
  /** Known to the population register: a key, never a join. */
  @Column('text') citizenId!: string;
  @Column('text') name!: string;
  @Column('text') title!: string;
  @Column('text') status!: string;
  @Column('date') appointedOn!: string;
}

export const judicialSupport: SubgraphPart = {
  schema: new URL('./judicial-support.graphql', import.meta.url),
  entities: [BailiffOffice, AssetAuction, JudicialPractitioner],
  resolvers: {
    Query: {
      bailiffOffices: (_, { province }, { loaders }) => loaders.many(BailiffOffice, 'province', province),
      assetAuctions: (_, { province }, { loaders }) => loaders.many(AssetAuction, 'province', province),
      judicialPractitioner: (_, { cardNumber }, { loaders }) =>
        loaders.one(JudicialPractitioner, 'cardNumber', cardNumber),
    },
    BailiffOffice: { __resolveReference: byKey(BailiffOffice, 'code') },
    AssetAuction: { __resolveReference: byKey(AssetAuction, 'number') },
    JudicialPractitioner: { __resolveReference: byKey(JudicialPractitioner, 'cardNumber') },
  },
  records: {
    BailiffOffice: { entity: BailiffOffice, territories: ['province', 'commune'] },
    AssetAuction: { entity: AssetAuction, territories: ['province'] },
    JudicialPractitioner: { entity: JudicialPractitioner, subjects: ['citizenId'] },
  },
};
