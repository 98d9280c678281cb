import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class IndustrialPropertyApplication {
  @PrimaryColumn('text') number!: string;
  @Column('text') mark!: string;
  @Column('text') applicantTaxCode!: string;
  @Column('date') filedOn!: string;
}

@Entity()
export class NumberRange {
  @PrimaryColumn('text') prefix!: string;
  @Column('text') assignedTo!: string;
}

export const registers: SubgraphPart = {
  schema: new URL('./registers.graphql', import.meta.url),
  entities: [IndustrialPropertyApplication, NumberRange],
  resolvers: {
    Query: {
      industrialPropertyApplication: (_, { number }, { loaders }) =>
        loaders.one(IndustrialPropertyApplication, 'number', number),
      numberRange: (_, { prefix }, { loaders }) => loaders.one(NumberRange, 'prefix', prefix),
    },
    IndustrialPropertyApplication: {
      applicant: ({ applicantTaxCode }: IndustrialPropertyApplication) => ({ taxCode: applicantTaxCode }),
    },
  },
  records: {
    IndustrialPropertyApplication: { entity: IndustrialPropertyApplication },
    NumberRange: { entity: NumberRange },
  },
};
