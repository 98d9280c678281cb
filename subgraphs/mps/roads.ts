import { byKey, isoDay, legalDay, type Context, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { pointsOn, type Points } from './licence-points.ts';
import { hasUnpaidFine } from './unpaid-fine.ts';

@Entity()
export class DrivingLicence {
  @PrimaryColumn('text') number!: string;
  @Index({ unique: true }) @Column('text') holderId!: string;
  @Column('text') class!: string;
  @Column('date') issuedOn!: string;
  /** Absent for motorcycles: their licences do not end. */
  @Column('date', { nullable: true }) validTo!: string | null;
  /** The last test of knowledge that brought back points of which none was left. */
  @Column('date', { nullable: true }) testPassedOn!: string | null;
  @Column('date') updatedOn!: string;
}

@Entity()
export class Vehicle {
  @PrimaryColumn('text') plate!: string;
  @Column('text') kind!: string;
  @Column('text') brand!: string;
  @Index() @Column('text') ownerId!: string;
  @Column('date') registeredOn!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class TrafficViolation {
  @PrimaryColumn('text') decisionNumber!: string;
  @Index() @Column('text') offenderId!: string;
  @Index() @Column('text', { nullable: true }) plate!: string | null;
  @Column('text') provision!: string;
  @Column('date') decidedOn!: string;
  @Column('integer') fine!: number;
  @Column('integer') pointsDeducted!: number;
  @Column('date') dueOn!: string;
  @Column('date', { nullable: true }) paidOn!: string | null;
}

interface CitizenReference {
  personalId: string;
}

const today = (): string => isoDay(legalDay(Date.now()));

const pointsOf = async (
  { holderId, testPassedOn }: DrivingLicence,
  loaders: Context['loaders'],
): Promise<Points> => {
  const violations = await loaders.many(TrafficViolation, 'offenderId', holderId);
  const deductions = violations.map(({ pointsDeducted, decidedOn }) => ({
    points: pointsDeducted,
    deductedOn: decidedOn,
  }));
  return pointsOn(today(), deductions, testPassedOn);
};

export const roads: SubgraphPart = {
  schema: new URL('./roads.graphql', import.meta.url),
  entities: [DrivingLicence, Vehicle, TrafficViolation],
  resolvers: {
    Query: {
      drivingLicence: (_, { number }, { loaders }) => loaders.one(DrivingLicence, 'number', number),
      vehicle: (_, { plate }, { loaders }) => loaders.one(Vehicle, 'plate', plate),
    },
    Citizen: {
      drivingLicence: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(DrivingLicence, 'holderId', personalId),
      vehicles: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.many(Vehicle, 'ownerId', personalId),
      hasUnpaidFine: async ({ personalId }: CitizenReference, _, { loaders }) =>
        hasUnpaidFine(await loaders.many(TrafficViolation, 'offenderId', personalId), today()),
      trafficViolations: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(TrafficViolation, 'offenderId', personalId)).toSorted((one, other) =>
          other.decidedOn.localeCompare(one.decidedOn),
        ),
    },
    DrivingLicence: {
      __resolveReference: byKey(DrivingLicence, 'number'),
      holder: ({ holderId }: DrivingLicence) => ({ personalId: holderId }),
      pointsLeft: async (licence: DrivingLicence, _, { loaders }) => (await pointsOf(licence, loaders)).left,
      pointsRestoredOn: async (licence: DrivingLicence, _, { loaders }) =>
        (await pointsOf(licence, loaders)).restoredOn,
    },
    Vehicle: {
      __resolveReference: byKey(Vehicle, 'plate'),
      owner: ({ ownerId }: Vehicle) => ({ personalId: ownerId }),
      hasUnpaidFine: async ({ plate }: Vehicle, _, { loaders }) =>
        hasUnpaidFine(await loaders.many(TrafficViolation, 'plate', plate), today()),
    },
  },
  records: {
    DrivingLicence: { entity: DrivingLicence, subjects: ['holderId'] },
    // Who has only the vehicle at hand names it in the case by its plate.
    Vehicle: { entity: Vehicle, subjects: ['plate', 'ownerId'], territories: ['province', 'commune'] },
    TrafficViolation: { entity: TrafficViolation, subjects: ['offenderId'] },
  },
};
