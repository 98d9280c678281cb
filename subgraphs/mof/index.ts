import { defineSubgraph } from '@lienthong/shared';
import { childInsurance } from './child-insurance.ts';
import { claimAssessments } from './claim-assessments.ts';
import { enterprises } from './enterprises.ts';
import { healthInsurance } from './health-insurance.ts';
import { revenue } from './revenue.ts';
import { securities } from './securities.ts';
import { socialInsurance } from './social-insurance.ts';
import { tax } from './tax.ts';
import { trade } from './trade.ts';

export default defineSubgraph({
  name: 'mof',
  agency: 'MinistryOfFinance',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [
    enterprises,
    tax,
    socialInsurance,
    healthInsurance,
    childInsurance,
    claimAssessments,
    trade,
    securities,
    revenue,
  ],
});
