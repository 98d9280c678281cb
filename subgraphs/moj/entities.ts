import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class BirthRegistration {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register, as the parents are: a key, never a join. */
  @Index({ unique: true }) @Column('text') childId!: string;
  @Column('text', { nullable: true }) motherId!: string | null;
  @Column('text', { nullable: true }) fatherId!: string | null;
  @Column('date') dateOfBirth!: string;
  @Column('text') sex!: string;
  @Column('text') placeOfBirth!: string;
  @Column('date') registeredOn!: string;
  @Column('text') registrarName!: string;
  @Column('text', { nullable: true }) adoptionOrigin!: string | null;

  /** Where it was registered; neither for a birth abroad. */
  @Column('text', { nullable: true }) province!: string | null;
  @Column('text', { nullable: true }) commune!: string | null;
  /** The agency that made the entry: a People's Committee, or a mission abroad. */
  @Column('text') registeredBy!: string;
}

@Entity()
export class MaritalStatus {
  @PrimaryColumn('text') citizenId!: string;
  @Column('boolean') married!: boolean;
}
