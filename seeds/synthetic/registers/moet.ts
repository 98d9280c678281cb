import type { Diploma } from '../../../subgraphs/moet/higher-education.ts';
import type { Pupil, School } from '../../../subgraphs/moet/schools.ts';
import type {
  VocationalInstitution,
  VocationalStudent,
  VocationalTeacher,
} from '../../../subgraphs/moet/vocational.ts';
import { ageOf } from '../world/circumstances.ts';
import { YEAR } from '../world/days.ts';
import { adultsOf, type Household } from '../world/households.ts';
import type { Province } from '../world/places.ts';
import {
  degreeOf,
  learnsTrade,
  LEVELS,
  schoolCodeOf,
  schooledCommunes,
  schoolOf,
} from '../world/schooling.ts';
import type { Register } from './register.ts';

const NAMES = {
  KINDERGARTEN: 'Trường mầm non Mẫu',
  PRIMARY: 'Trường tiểu học Mẫu',
  LOWER_SECONDARY: 'Trường trung học cơ sở Mẫu',
  UPPER_SECONDARY: 'Trường trung học phổ thông Mẫu',
} as const;
const TRADES = ['Điện công nghiệp', 'Hàn', 'Chế biến món ăn', 'Công nghệ ô tô'];
const FIELDS = ['Luật', 'Kế toán', 'Công nghệ thông tin', 'Sư phạm toán', 'Y khoa'];

export const moet: Register = {
  agency: 'moet',
  once: ({ provinces }) => ({
    School: provinces.flatMap(schoolsOf),
    VocationalInstitution: provinces.map(institutionOf),
  }),
  of: (household) => ({
    Pupil: pupilsOf(household),
    VocationalStudent: studentsOf(household),
    VocationalTeacher: teachersOf(household),
    Diploma: diplomasOf(household),
  }),
};

const schoolsOf = (province: Province): School[] =>
  schooledCommunes(province).flatMap((commune) =>
    LEVELS.map((level) => ({
      code: schoolCodeOf(commune, level),
      name: `${NAMES[level]}, ${commune}`,
      level,
      province: province.code,
      commune,
      zone: [commune],
      places: 120,
    })),
  );

const institutionCode = (province: string): string => `GDNN-${province}`;

const institutionOf = ({ code, name, communes }: Province): VocationalInstitution => ({
  code: institutionCode(code),
  name: `Trường cao đẳng nghề Mẫu, ${name}`,
  province: code,
  commune: communes[0]!.code,
  trades: TRADES,
});

const pupilsOf = (household: Household): Pupil[] =>
  household.people.flatMap((person) => {
    const school = schoolOf(person, household);
    return school
      ? [
          {
            citizenId: person.personalId,
            schoolCode: school.code,
            grade: school.grade,
            status: 'STUDYING',
            enrolledOn: school.enrolledOn,
            updatedOn: `${YEAR}-09-05`,
          },
        ]
      : [];
  });

const studentsOf = (household: Household): VocationalStudent[] =>
  household.people
    .filter((person) => learnsTrade(person, household))
    .map(({ personalId, sequence }) => ({
      citizenId: personalId,
      institutionCode: institutionCode(household.province.code),
      trade: TRADES[sequence % TRADES.length]!,
      status: 'STUDYING',
      enrolledOn: `${YEAR - (sequence % 3)}-09-05`,
    }));

function teachersOf(household: Household): VocationalTeacher[] {
  const chance = household.chanceFor('vocational teachers');
  return adultsOf(household)
    .filter((person) => ageOf(person) >= 28 && ageOf(person) < 60 && chance.happens(0.01))
    .map(({ personalId, sequence }) => ({
      citizenId: personalId,
      institutionCode: institutionCode(household.province.code),
      trade: TRADES[sequence % TRADES.length]!,
      qualification: 'Sư phạm dạy nghề (mẫu)',
    }));
}

const diplomasOf = (household: Household): Diploma[] =>
  adultsOf(household).flatMap((person) => {
    const awarded = degreeOf(person, household);
    if (awarded === null) return [];
    const chance = household.chanceFor(`diploma ${person.sequence}`);
    return [
      {
        number: `VB-${awarded.awardedOn.slice(0, 4)}-${person.sequence}`,
        citizenId: person.personalId,
        university: 'Trường Đại học Mẫu',
        degree: awarded.degree,
        field: chance.pick(FIELDS),
        awardedOn: awarded.awardedOn,
        revoked: chance.happens(0.02),
      },
    ];
  });
