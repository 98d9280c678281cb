import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Parcel {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') province!: string;
  @Column('text') number!: string;
  @Column('text') label!: string;
  @Column('integer') value!: number;
  @Column('integer') area!: number;
  @Index() @Column('text') ownerId!: string;
  @Index() @Column('text') ownerCard!: string;
  @Column('text') registeredBy!: string;
}

@Entity()
export class Building {
  @PrimaryColumn('text') id!: string;
  @Column('text') label!: string;
  @Column('integer') value!: number;
  @Column('integer') floors!: number;
  @Index() @Column('text') ownerId!: string;
  @Column('text') ownerCard!: string;
}
