import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity()
export class Citizen {
  @PrimaryColumn('text') personalId!: string;
  @Column('text') cardNumber!: string;
  @Column('text') fullName!: string;
  @Column('text') dateOfBirth!: string;
  @Column('text') phone!: string;
  @Column('text') householdId!: string;
  @Column('text') commune!: string;
}

@Entity()
export class Household {
  @PrimaryColumn('text') number!: string;
  @Column('text') headId!: string;
  @Column('text') commune!: string;
}
