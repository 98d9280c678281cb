import { defineSubgraph } from '@lienthong/shared';
import { births } from './births/births.ts';
import { civilStatus } from './civil-status.ts';
import { compensation } from './compensation.ts';
import { enforcement } from './enforcement.ts';
import { judicialSupport } from './judicial-support.ts';
import { landParcel } from './land-parcel.ts';
import { legalSupport } from './legal-support.ts';
import { legalSystem } from './legal-system.ts';
import { notary } from './notary.ts';
import { sanctions } from './sanctions.ts';
import { securities } from './securities.ts';

export default defineSubgraph({
  name: 'moj',
  agency: 'MinistryOfJustice',
  schema: new URL('./schema.graphql', import.meta.url),
  sharing: new URL('./sharing.yaml', import.meta.url),
  quality: new URL('./quality.yaml', import.meta.url),
  records: { Citizen: { subjects: ['personalId'] } },
  parts: [
    civilStatus,
    births,
    sanctions,
    landParcel,
    securities,
    enforcement,
    notary,
    judicialSupport,
    legalSystem,
    legalSupport,
    compensation,
  ],
});
