import { byKey, isoDay, legalDay, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { inspectionValidTo } from './inspection-valid-to.ts';

@Entity()
export class InspectionCertificate {
  @PrimaryColumn('text') number!: string;
  /** Known to the register of vehicles: a key, never a join. */
  @Index() @Column('text') plate!: string;
  @Column('text') centre!: string;
  @Column('date') inspectedOn!: string;
  @Column('date') validTo!: string;
  @Column('text') province!: string;
}

interface VehicleReference {
  plate: string;
}

const today = (): string => isoDay(legalDay(Date.now()));

const validTo = async ({ plate }: VehicleReference, loaders: Context['loaders']): Promise<string | null> =>
  inspectionValidTo(await loaders.many(InspectionCertificate, 'plate', plate), today());

export const inspection: SubgraphPart = {
  schema: new URL('./inspection.graphql', import.meta.url),
  entities: [InspectionCertificate],
  resolvers: {
    Query: {
      inspectionCertificate: (_, { number }, { loaders }) =>
        loaders.one(InspectionCertificate, 'number', number),
    },
    Vehicle: {
      inspectionValidTo: (vehicle: VehicleReference, _, { loaders }) => validTo(vehicle, loaders),
      inspected: async (vehicle: VehicleReference, _, { loaders }) => {
        const last = await validTo(vehicle, loaders);
        return last !== null && today() <= last;
      },
    },
    InspectionCertificate: {
      __resolveReference: byKey(InspectionCertificate, 'number'),
      vehicle: ({ plate }: InspectionCertificate) => ({ plate }),
    },
  },
  records: {
    Vehicle: { subjects: ['plate'] },
    InspectionCertificate: { entity: InspectionCertificate, subjects: ['plate'], territories: ['province'] },
  },
};
