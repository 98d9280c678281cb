import { civilStatusOf } from './civil-status.ts';
import { assetAuctionsOf, judgmentEnforcementsOf, securedTransactionsOf } from './encumbrances.ts';
import {
  bailiffOfficesOf,
  compensationsOf,
  legalAidCentresOf,
  mediationTeamsOf,
  practitionersOf,
} from './judicial-support.ts';
import { LAW_MONITORING } from './law-monitoring.ts';
import { notarialActsOf } from './notary.ts';
import type { Register } from './register.ts';
import { reportedSanctionsOf } from './sanctions.ts';

export const moj: Register = {
  agency: 'moj',
  once: ({ provinces }) => ({
    BailiffOffice: provinces.flatMap(bailiffOfficesOf),
    LawMonitoring: LAW_MONITORING,
    LegalAidCentre: provinces.flatMap(legalAidCentresOf),
    MediationTeam: provinces.flatMap(mediationTeamsOf),
  }),
  of: (household) => ({
    ...civilStatusOf(household),
    Sanction: reportedSanctionsOf(household),
    SecuredTransaction: securedTransactionsOf(household),
    JudgmentEnforcement: judgmentEnforcementsOf(household),
    NotarialAct: notarialActsOf(household),
    AssetAuction: assetAuctionsOf(household),
    JudicialPractitioner: practitionersOf(household),
    CompensationDecision: compensationsOf(household),
  }),
};
