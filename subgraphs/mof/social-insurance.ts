import { inForce, legalToday, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Organization } from './enterprises.ts';
import { monthsWithin } from './months-within.ts';

@Entity()
export class SocialInsurance {
  @PrimaryColumn('text') number!: string;
  /** Known to the population register: a key, never a join. */
  @Index({ unique: true }) @Column('text') citizenId!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class Contribution {
  @Index() @ForeignKey(() => SocialInsurance) @PrimaryColumn('text') socialInsuranceNumber!: string;
  @PrimaryColumn('date') paidFrom!: string;
  @Column('date', { nullable: true }) paidTo!: string | null;
  @Column('text') citizenId!: string;
  /** Null where the employer is no enterprise, or is no more. */
  @Column('text', { nullable: true }) employerTaxCode!: string | null;
  @Column('integer') insuredWage!: number;
}

/** An employer as the collector of contributions knows it. */
@Entity()
export class InsuranceUnit {
  @PrimaryColumn('text') code!: string;
  @Index({ unique: true }) @Column('text') taxCode!: string;
}

/** Whom an employer declares as working for it. */
@Entity()
export class DeclaredEmployee {
  @Index() @PrimaryColumn('text') unitCode!: string;
  @PrimaryColumn('text') socialInsuranceNumber!: string;
  @PrimaryColumn('date') declaredFrom!: string;
  @Column('date', { nullable: true }) declaredTo!: string | null;
}

@Entity()
export class Pension {
  @PrimaryColumn('text') decisionNumber!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') kind!: string;
  @Column('date') paidFrom!: string;
  @Column('date', { nullable: true }) paidTo!: string | null;
  @Column('integer') amount!: number;
  @Column('date') updatedOn!: string;
}

interface CitizenReference {
  readonly personalId: string;
}
interface OrganizationReference {
  readonly taxCode: string;
}

const period = ({ paidFrom, paidTo }: Contribution | Pension) => ({ from: paidFrom, to: paidTo });
const paidToday = (one: Contribution | Pension): boolean => inForce(period(one), legalToday());

/** How many people are declared as employed on a day: who is declared twice counts once. */
export const employedOn = (declared: readonly Omit<DeclaredEmployee, 'unitCode'>[], day: string): number =>
  new Set(
    declared
      .filter(({ declaredFrom, declaredTo }) => inForce({ from: declaredFrom, to: declaredTo }, day))
      .map(({ socialInsuranceNumber }) => socialInsuranceNumber),
  ).size;

export const socialInsurance: SubgraphPart = {
  schema: new URL('./social-insurance.graphql', import.meta.url),
  entities: [SocialInsurance, Contribution, InsuranceUnit, DeclaredEmployee, Pension],
  resolvers: {
    Citizen: {
      socialInsurance: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(SocialInsurance, 'citizenId', personalId),
      receivesPension: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(Pension, 'citizenId', personalId)).some(paidToday),
      pension: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(Pension, 'citizenId', personalId)).find(paidToday),
    },
    Organization: {
      socialInsuranceCode: async ({ taxCode }: OrganizationReference, _, { loaders }) =>
        (await loaders.one(InsuranceUnit, 'taxCode', taxCode))?.code,
      employeesDeclared: async ({ taxCode }: OrganizationReference, _, { loaders }) => {
        const unit = await loaders.one(InsuranceUnit, 'taxCode', taxCode);
        const declared = await loaders.many(DeclaredEmployee, 'unitCode', unit?.code);
        return unit && employedOn(declared, legalToday());
      },
    },
    SocialInsurance: {
      participating: async ({ number }: SocialInsurance, _, { loaders }) =>
        (await loaders.many(Contribution, 'socialInsuranceNumber', number)).some(paidToday),
      monthsPaid: async ({ number }: SocialInsurance, _, { loaders }) =>
        monthsWithin(
          (await loaders.many(Contribution, 'socialInsuranceNumber', number)).map(period),
          legalToday(),
        ),
      contributions: async ({ number }: SocialInsurance, _, { loaders }) =>
        (await loaders.many(Contribution, 'socialInsuranceNumber', number)).sort((one, other) =>
          other.paidFrom.localeCompare(one.paidFrom),
        ),
    },
    Contribution: {
      employer: ({ employerTaxCode }: Contribution, _, { loaders }) =>
        loaders.one(Organization, 'taxCode', employerTaxCode),
    },
  },
  records: {
    SocialInsurance: { entity: SocialInsurance, subjects: ['citizenId'] },
    Contribution: { entity: Contribution, subjects: ['citizenId'] },
    Pension: { entity: Pension, subjects: ['citizenId'] },
  },
};
