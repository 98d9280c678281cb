import type { MinorityArea, MinoritySurvey } from '../../../subgraphs/mera/ethnic-groups.ts';
import type { ResearchResult, TrainingCourse } from '../../../subgraphs/mera/religions.ts';
import { YEAR } from '../world/days.ts';
import type { Province } from '../world/places.ts';
import type { Register } from './register.ts';

/** So many people of one minority make a province one that has areas of minorities. */
const A_TENTH = 0.1;

/** What is the same for all people. None of these figures was counted by anybody. */
export const mera: Register = {
  agency: 'mera',
  once: ({ provinces }) => ({
    MinorityArea: provinces
      .filter(({ ethnicities }) => ethnicities.some(([group, share]) => group !== 'Kinh' && share >= A_TENTH))
      .flatMap(areasOf),
    MinoritySurvey: SURVEYED.map((ethnicCode, index): MinoritySurvey => ({
      ethnicCode,
      year: YEAR - 2,
      literacy: 80 + (index % 15),
      insured: 90 + (index % 9),
    })),
    TrainingCourse: provinces.slice(0, 6).map(({ code }): TrainingCourse => ({
      code: `BD-${YEAR}-${code}`,
      topic: 'Công tác dân tộc ở cơ sở (mẫu)',
      province: code,
      trainees: 30,
      heldOn: `${YEAR}-04-15`,
    })),
    ResearchResult: (['DÂN TỘC', 'TÔN GIÁO', 'TÍN NGƯỠNG'] as const).map((field, index): ResearchResult => ({
      code: `KH-${YEAR - 1}-${index + 1}`,
      title: `Đề tài mẫu số ${index + 1}`,
      field,
      acceptedIn: YEAR - 1,
    })),
  }),
};

/** Codes of the list that are no majority's: 02 to 06. */
const SURVEYED = ['02', '03', '04', '05', '06'];
const REGIONS = [1, 2, 3];

const areasOf = ({ code, communes }: Province): MinorityArea[] =>
  communes.slice(0, REGIONS.length).map(({ code: commune }, index) => ({
    commune,
    province: code,
    region: REGIONS[index]!,
    sinceYear: YEAR - 1,
  }));
