import type { SubgraphPart } from '@lienthong/shared';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity()
export class DomesticFeed {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') producerTaxCode!: string;
  @Column('text') species!: string;
}

@Entity()
export class ImportedFeed {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') madeIn!: string;
  @Column('text') species!: string;
}

@Entity()
export class FeedImport {
  @PrimaryColumn('text') number!: string;
  @ForeignKey(() => ImportedFeed) @Column('text') feedCode!: string;
  @Column('text') importerTaxCode!: string;
  @Column('integer') kilograms!: number;
  @Column('boolean') passed!: boolean;
  @Column('date') checkedOn!: string;
}

const organization = (taxCode: string) => ({ taxCode });

export const feed: SubgraphPart = {
  schema: new URL('./feed.graphql', import.meta.url),
  entities: [DomesticFeed, ImportedFeed, FeedImport],
  resolvers: {
    Query: {
      domesticFeed: (_, { code }, { loaders }) => loaders.one(DomesticFeed, 'code', code),
      importedFeed: (_, { code }, { loaders }) => loaders.one(ImportedFeed, 'code', code),
      feedImport: (_, { number }, { loaders }) => loaders.one(FeedImport, 'number', number),
    },
    DomesticFeed: {
      producer: ({ producerTaxCode }: DomesticFeed) => organization(producerTaxCode),
    },
    FeedImport: {
      feed: ({ feedCode }: FeedImport, _, { loaders }) => loaders.one(ImportedFeed, 'code', feedCode),
      importer: ({ importerTaxCode }: FeedImport) => organization(importerTaxCode),
    },
  },
  records: {
    DomesticFeed: { entity: DomesticFeed },
    ImportedFeed: { entity: ImportedFeed },
    FeedImport: { entity: FeedImport },
  },
};
