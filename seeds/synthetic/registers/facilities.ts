import type { Facility } from '../../../subgraphs/moh/entities.ts';
import type { Province } from '../world/places.ts';

/** The provinces run hospitals; so do the Ministry of Health and the police, in two cities. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  '01': ['ppc', 'moh', 'mps'],
  '79': ['ppc', 'moh'],
};
const NAMES: Readonly<Record<string, string>> = {
  ppc: 'Bệnh viện Mẫu',
  moh: 'Bệnh viện trung ương Mẫu',
  mps: 'Bệnh viện công an Mẫu',
};

/** The facilities of a province. */
export const facilitiesOf = ({ code: province, name, communes }: Province): Facility[] =>
  (RUNNERS[province] ?? ['ppc']).map((runBy, index) => ({
    code: `CSYT-${province}-${index + 1}`,
    name: `${NAMES[runBy]}, ${name}`,
    province,
    commune: communes[0]!.code,
    beds: 300 + 100 * index,
    runBy,
    stockpile: 1_000 * (index + 1) + Number(province),
  }));
