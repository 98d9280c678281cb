import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class Citizen {
  @PrimaryColumn('text') personalId!: string;
  @Column('text') fullName!: string;
  @Column('date') dateOfBirth!: string;
  @Column('text') sex!: string;
  @Column('text') nationality!: string;
  @Column('text') permanentAddress!: string;
  @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('text') ethnicity!: string;
  @Column('text', { nullable: true }) religion!: string | null;
  @Column('boolean') alive!: boolean;
  @Column('boolean') identityVerified!: boolean;
  /** The day the register last confirmed the row. */
  @Column('date') updatedOn!: string;
}

@Entity()
export class Guardianship {
  @PrimaryColumn('text') guardianId!: string;
  @Index() @PrimaryColumn('text') childId!: string;
}
