import type { NotarialAct } from '../../../subgraphs/moj/notary.ts';
import { addDays } from '../world/days.ts';
import { securitiesOf } from '../world/encumbrances.ts';
import type { Household } from '../world/households.ts';
import { parcelsOf } from '../world/parcels.ts';

/** Since when acts are entered electronically, in this world. */
const ELECTRONIC_SINCE = '2021-01-01';

/** The acts that led to what the land register and the register of secured transactions hold of a household. */
export function notarialActsOf(household: Household): NotarialAct[] {
  const { number, province, chanceFor } = household;
  const chance = chanceFor('notarial acts');
  const transfers = parcelsOf(household)
    .filter(({ registeredOn }) => registeredOn >= ELECTRONIC_SINCE)
    .map(({ id, ownerId, registeredOn }) => ({
      kind: 'TRANSFER',
      parcelId: id,
      grantorId: null,
      granteeId: ownerId,
      notarizedOn: addDays(registeredOn, -chance.whole(10, 30)),
    }));
  const mortgages = securitiesOf(household)
    .filter(({ assetKind }) => assetKind === 'PARCEL')
    .map(({ assetId, grantorId, registeredOn }) => ({
      kind: 'MORTGAGE',
      parcelId: assetId,
      grantorId,
      granteeId: null,
      notarizedOn: addDays(registeredOn, -chance.whole(1, 5)),
    }));
  return [...transfers, ...mortgages].map((act, index) => ({
    number: `CC-${act.notarizedOn.slice(0, 4)}-${number * 10 + index}`,
    ...act,
    office: `Văn phòng công chứng Mẫu ${province.code}`,
    province: province.code,
    updatedOn: act.notarizedOn,
  }));
}
