import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class AuditConclusion {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') agency!: string;
  @Column('text') subject!: string;
  @Column('integer') year!: number;
  @Column('integer') recommendations!: number;
  @Column('integer') carriedOut!: number;
  @Column('date') publishedOn!: string;
}

export const audits: SubgraphPart = {
  schema: new URL('./audits.graphql', import.meta.url),
  entities: [AuditConclusion],
  resolvers: {
    Query: {
      auditConclusions: (_, { agency }, { loaders }) => loaders.many(AuditConclusion, 'agency', agency),
    },
    AuditConclusion: { __resolveReference: byKey(AuditConclusion, 'number') },
  },
  records: { AuditConclusion: { entity: AuditConclusion } },
};
