import { byKey, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

interface DeclaredItem {
  readonly kind: string;
  /** The parcel, plate or tax code, as the register that holds it calls it. */
  readonly id: string;
}

@Entity()
export class AssetDeclaration {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register: a key, never a join. */
  @Index() @Column('text') declarantId!: string;
  @Column('integer') year!: number;
  @Column('date') submittedOn!: string;
  @Column('simple-json') items!: DeclaredItem[];
}

@Entity()
export class VerificationDecision {
  @PrimaryColumn('text') number!: string;
  @Column('text') declarantId!: string;
  @Column('date') decidedOn!: string;
  @Column('date') validTo!: string;
}

export const assetControl: SubgraphPart = {
  schema: new URL('./asset-control.graphql', import.meta.url),
  entities: [AssetDeclaration, VerificationDecision],
  resolvers: {
    Query: {
      assetDeclaration: (_, { number }, { loaders }) => loaders.one(AssetDeclaration, 'number', number),
      verificationDecision: (_, { number }, { loaders }) =>
        loaders.one(VerificationDecision, 'number', number),
    },
    Citizen: {
      assetDeclarations: ({ personalId }: { personalId: string }, _, { loaders }) =>
        loaders.many(AssetDeclaration, 'declarantId', personalId),
    },
    AssetDeclaration: {
      __resolveReference: byKey(AssetDeclaration, 'number'),
      declarant: ({ declarantId }: AssetDeclaration) => ({ personalId: declarantId }),
      declares: ({ items }: AssetDeclaration, { kind, id }: DeclaredItem) =>
        items.some((item) => item.kind === kind && item.id === id),
    },
    VerificationDecision: {
      __resolveReference: byKey(VerificationDecision, 'number'),
      declarant: ({ declarantId }: VerificationDecision) => ({ personalId: declarantId }),
    },
  },
  records: {
    AssetDeclaration: { entity: AssetDeclaration, subjects: ['declarantId'] },
    VerificationDecision: { entity: VerificationDecision, subjects: ['declarantId'] },
  },
};
