import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class PartyDocument {
  @PrimaryColumn('text') number!: string;
  @Column('text') title!: string;
  @Column('text') issuedBy!: string;
  @Column('date') issuedOn!: string;
}

export const documents: SubgraphPart = {
  schema: new URL('./documents.graphql', import.meta.url),
  entities: [PartyDocument],
  resolvers: {
    Query: {
      partyDocument: (_, { number }, { loaders }) => loaders.one(PartyDocument, 'number', number),
    },
    PartyDocument: { __resolveReference: byKey(PartyDocument, 'number') },
  },
  records: { PartyDocument: { entity: PartyDocument } },
};
