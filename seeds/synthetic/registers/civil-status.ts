import type { BirthRegistration, MaritalStatus } from '../../../subgraphs/moj/civil-status.ts';
import { addDays } from '../world/days.ts';
import { childrenOf, inRole, type Household, type Person } from '../world/households.ts';

/** What the civil status register holds of a household. Only children's births were digitised. */
export const civilStatusOf = (
  household: Household,
): { BirthRegistration: BirthRegistration[]; MaritalStatus: MaritalStatus[] } => ({
  BirthRegistration: childrenOf(household).map((child) => registrationOf(child, household)),
  MaritalStatus: household.people
    .filter(({ member }) => member.role !== 'child')
    .map((adult) => ({ citizenId: adult.personalId, married: isMarried(adult, household) })),
});

function registrationOf(child: Person, household: Household): BirthRegistration {
  const { province, commune } = household;
  const chance = household.chanceFor(`birth registration ${child.sequence}`);
  const abroad = child.member.bornAbroad ?? false;
  return {
    number: `KS-${abroad ? 'NN' : commune.code}-${child.dateOfBirth.slice(0, 4)}-${String(child.sequence).padStart(4, '0')}`,
    childId: child.personalId,
    childName: child.fullName,
    motherId: inRole(household, 'mother')?.personalId ?? null,
    fatherId: inRole(household, 'father')?.personalId ?? null,
    dateOfBirth: child.dateOfBirth,
    sex: child.sex,
    placeOfBirth: abroad ? 'Nước ngoài (dữ liệu mẫu)' : `Bệnh viện Mẫu, ${province.name}`,
    registeredOn: addDays(child.dateOfBirth, chance.whole(3, 7)),
    registrarName: chance.pick(['Đỗ Mẫu Hộ', 'Ngô Thị Mẫu Tịch']),
    adoptionOrigin: child.member.adopted ? 'Cơ sở nuôi dưỡng Mẫu' : null,
    province: abroad ? null : province.code,
    commune: abroad ? null : commune.code,
    registeredBy: abroad ? 'mofa' : 'ppc',
  };
}

const SPOUSE = {
  father: 'mother',
  mother: 'father',
  grandfather: 'grandmother',
  grandmother: 'grandfather',
} as const;

function isMarried({ member }: Person, household: Household): boolean {
  const spouse = member.role === 'child' ? null : inRole(household, SPOUSE[member.role]);
  return spouse !== null && !spouse.member.dead && !member.dead;
}
