import { byKey, isoDay, legalDay, type SubgraphPart } from '@lienthong/shared';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { certificateInForce, inSpecialCircumstances, receivesAssistance } from './assistance-standing.ts';

@Entity()
export class SocialAssistanceFacility {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Index() @Column('text') province!: string;
  @Column('text') commune!: string;
  @Column('integer') capacity!: number;
}

@Entity()
export class AssistanceDecision {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('text') group!: string;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text') commune!: string;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

/** `level`: 1 exceptionally severe, 2 severe, 3 mild. */
@Entity()
export class DisabilityCertificate {
  @PrimaryColumn('text') number!: string;
  @Index() @Column('text') citizenId!: string;
  @Column('integer') level!: number;
  @Column('text') kind!: string;
  @Column('date') issuedOn!: string;
  /** The day it was taken back: recognised anew, or no longer. */
  @Column('date', { nullable: true }) withdrawnOn!: string | null;
  @Column('text') commune!: string;
  @Column('text') province!: string;
  @Column('date') updatedOn!: string;
}

@Entity()
export class ChildRecord {
  @PrimaryColumn('text') citizenId!: string;
  @Column('text', { nullable: true }) circumstance!: string | null;
  /** The day from which the person is a child no longer. */
  @Column('date') ofAgeOn!: string;
  @Column('date') reviewedOn!: string;
  @Column('text') commune!: string;
  @Column('text') province!: string;
}

interface CitizenReference {
  personalId: string;
}

const today = (): string => isoDay(legalDay(Date.now()));

const ofAPerson = { subjects: ['citizenId'], territories: ['province', 'commune'] };

export const socialAssistance: SubgraphPart = {
  schema: new URL('./social-assistance.graphql', import.meta.url),
  entities: [SocialAssistanceFacility, AssistanceDecision, DisabilityCertificate, ChildRecord],
  resolvers: {
    Query: {
      socialAssistanceFacilities: (_, { province }, { loaders }) =>
        loaders.many(SocialAssistanceFacility, 'province', province),
    },
    Citizen: {
      disabilityLevel: async ({ personalId }: CitizenReference, _, { loaders }) =>
        certificateInForce(await loaders.many(DisabilityCertificate, 'citizenId', personalId), today())
          ?.level ?? null,
      disabilityCertificate: async ({ personalId }: CitizenReference, _, { loaders }) =>
        certificateInForce(await loaders.many(DisabilityCertificate, 'citizenId', personalId), today()),
      receivesAssistance: async ({ personalId }: CitizenReference, _, { loaders }) =>
        receivesAssistance(await loaders.many(AssistanceDecision, 'citizenId', personalId), today()),
      assistanceDecisions: async ({ personalId }: CitizenReference, _, { loaders }) =>
        (await loaders.many(AssistanceDecision, 'citizenId', personalId)).toSorted((one, other) =>
          other.validFrom.localeCompare(one.validFrom),
        ),
      inSpecialCircumstances: async ({ personalId }: CitizenReference, _, { loaders }) =>
        inSpecialCircumstances(await loaders.one(ChildRecord, 'citizenId', personalId), today()),
      childRecord: ({ personalId }: CitizenReference, _, { loaders }) =>
        loaders.one(ChildRecord, 'citizenId', personalId),
    },
    SocialAssistanceFacility: { __resolveReference: byKey(SocialAssistanceFacility, 'code') },
    AssistanceDecision: { __resolveReference: byKey(AssistanceDecision, 'number') },
    DisabilityCertificate: { __resolveReference: byKey(DisabilityCertificate, 'number') },
  },
  records: {
    SocialAssistanceFacility: { entity: SocialAssistanceFacility, territories: ['province', 'commune'] },
    AssistanceDecision: { entity: AssistanceDecision, ...ofAPerson },
    DisabilityCertificate: { entity: DisabilityCertificate, ...ofAPerson },
    ChildRecord: { entity: ChildRecord, ...ofAPerson },
  },
};
