import type { JudgmentEnforcement } from '../../../subgraphs/moj/enforcement.ts';
import type { AssetAuction } from '../../../subgraphs/moj/judicial-support.ts';
import type { SecuredTransaction } from '../../../subgraphs/moj/securities.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enforcementsOf, securitiesOf } from '../world/encumbrances.ts';
import type { Household } from '../world/households.ts';

export const securedTransactionsOf = (household: Household): SecuredTransaction[] =>
  securitiesOf(household).map(({ bank, ...security }) => ({
    ...security,
    securedParty: bank,
    updatedOn: security.releasedOn ?? addDays(AS_OF, -30),
  }));

export const judgmentEnforcementsOf = (household: Household): JudgmentEnforcement[] =>
  enforcementsOf(household).map(({ open, distrained, ...enforcement }) => ({
    ...enforcement,
    office: `THADS-MAU-${household.province.code}`,
    status: open ? 'OPEN' : 'DONE',
    distrainedParcelId: distrained?.id ?? null,
    province: household.province.code,
    updatedOn: addDays(AS_OF, -15),
  }));

/** What is distrained is announced for sale, by what it is and not by whose it was. */
export const assetAuctionsOf = (household: Household): AssetAuction[] =>
  enforcementsOf(household).flatMap(({ decisionNumber, distrained }) =>
    distrained
      ? [
          {
            number: `DG-${decisionNumber}`,
            asset: `Quyền sử dụng ${distrained.area} m² đất (mẫu)`,
            enforcementNumber: decisionNumber,
            province: household.province.code,
            startingPrice: distrained.area * 3,
            heldOn: addDays(AS_OF, 30),
            result: 'ANNOUNCED',
          },
        ]
      : [],
  );
