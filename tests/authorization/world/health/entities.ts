import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class HealthRecord {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') bloodGroup!: string;
  @Column('simple-json') allergies!: string[];
  @Column('text') diagnosis!: string;
}

@Entity()
export class HealthEvent {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') kind!: 'Vaccination' | 'Admission';
  @Column('text') what!: string;
  @Column('text') on!: string;
}

@Entity()
export class Facility {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('integer') beds!: number;
  @Column('integer') stockpile!: number;
  @Column('integer') bloodReserve!: number;
  @Column('text') contracts!: string;
  @Column('text') placeId!: string;
}
