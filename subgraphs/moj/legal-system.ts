import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class LegalDocument {
  @PrimaryColumn('text') number!: string;
  @Column('text') kind!: string;
  @Column('text') title!: string;
  @Column('text') issuedBy!: string;
  @Column('date') issuedOn!: string;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text', { nullable: true }) replacedBy!: string | null;
  /** The document of the Party it carries out: a key, never a join. */
  @Column('text', { nullable: true }) partyDocument!: string | null;
}

@Entity()
export class LawMonitoring {
  @PrimaryColumn('text') code!: string;
  @Index() @Column('text') documentNumber!: string;
  @Column('integer') year!: number;
  @Column('text') agency!: string;
  @Column('integer') findings!: number;
  @Column('integer') mended!: number;
}

export const legalSystem: SubgraphPart = {
  schema: new URL('./legal-system.graphql', import.meta.url),
  entities: [LegalDocument, LawMonitoring],
  resolvers: {
    Query: {
      legalDocument: (_, { number }, { loaders }) => loaders.one(LegalDocument, 'number', number),
    },
    LegalDocument: {
      __resolveReference: byKey(LegalDocument, 'number'),
      replacedBy: ({ replacedBy }: LegalDocument, _, { loaders }) =>
        loaders.one(LegalDocument, 'number', replacedBy),
      carriesOut: ({ partyDocument }: LegalDocument) => partyDocument && { number: partyDocument },
      monitoring: ({ number }: LegalDocument, _, { loaders }) =>
        loaders.many(LawMonitoring, 'documentNumber', number),
    },
  },
  records: { LegalDocument: { entity: LegalDocument }, LawMonitoring: { entity: LawMonitoring } },
};
