import type { BirthCertificate } from '../../../subgraphs/moh/entities.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { facilitiesOf } from './facilities.ts';
import { childrenOf, inRole, type Household } from '../world/households.ts';
import type { Sex } from '../world/personal-id.ts';

/** Since when facilities certify births electronically, in this world. */
const ELECTRONIC_SINCE = '2020-01-01';

/** The births of a household that a facility has certified, the one that nobody has registered yet included. */
export function birthsOf(household: Household): BirthCertificate[] {
  const { number, shape, province } = household;
  const chance = household.chanceFor('birth certificates');
  const registered = childrenOf(household).filter(
    ({ dateOfBirth, member }) => dateOfBirth >= ELECTRONIC_SINCE && !member.bornAbroad && !member.adopted,
  );
  const unregistered: { dateOfBirth: string; sex: Sex; sequence: number }[] =
    shape.name === 'unregistered-birth'
      ? [{ dateOfBirth: addDays(AS_OF, -2), sex: chance.pick(['MALE', 'FEMALE']), sequence: number * 10 + 9 }]
      : [];
  const motherId = inRole(household, 'mother')?.personalId;
  if (motherId === undefined) return [];
  return [...registered, ...unregistered].map(({ dateOfBirth, sex, sequence }) => {
    const facility = chance.pick(facilitiesOf(province).filter(({ runBy }) => runBy !== 'mps'));
    return {
      number: `CS-${dateOfBirth.slice(0, 4)}-${String(sequence).padStart(6, '0')}`,
      motherId,
      dateOfBirth,
      sex,
      facilityId: facility.code,
      province: province.code,
      issuedBy: facility.runBy,
    };
  });
}
