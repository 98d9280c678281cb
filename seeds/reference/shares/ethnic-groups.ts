import { POPULATION } from './population.ts';

/*
 * Ethnic groups by province. How many people a group has: census of 01/04/2019, 96,208,984 people in all (found, secondary: lists
 * of the press and of Wikipedia, which agree). Where they live: parts of the group by province, general knowledge, medium – the
 * census by province was looked for and found for two former provinces alone (Bắc Kạn, Hòa Bình), so these parts are estimates
 * that add up to the group. Groups of fewer than 250,000 people are left out, but for the Chăm of the stories.
 */

export const COUNTED_2019 = 96_208_984;

export interface EthnicGroup {
  readonly name: string;
  readonly people: number;
  /** Parts of the group by the code of the province, adding up to 1. */
  readonly lives: Readonly<Record<string, number>>;
}

export const MINORITIES: readonly EthnicGroup[] = [
  {
    name: 'Tày',
    people: 1_845_492,
    lives: {
      '19': 0.18,
      '20': 0.16,
      '08': 0.22,
      '04': 0.11,
      '15': 0.14,
      '24': 0.05,
      '66': 0.05,
      '68': 0.04,
      '01': 0.05,
    },
  },
  {
    name: 'Thái',
    people: 1_820_950,
    lives: { '14': 0.39, '40': 0.19, '38': 0.14, '11': 0.12, '12': 0.08, '15': 0.05, '25': 0.03 },
  },
  {
    name: 'Mường',
    people: 1_452_095,
    lives: { '25': 0.54, '38': 0.26, '14': 0.06, '01': 0.08, '37': 0.04, '66': 0.02 },
  },
  {
    name: 'HMông',
    people: 1_393_547,
    lives: {
      '08': 0.24,
      '11': 0.16,
      '14': 0.14,
      '15': 0.21,
      '12': 0.09,
      '04': 0.04,
      '40': 0.03,
      '19': 0.03,
      '66': 0.06,
    },
  },
  {
    name: 'Khơ-me',
    people: 1_319_652,
    lives: { '92': 0.29, '86': 0.27, '91': 0.25, '96': 0.1, '79': 0.06, '75': 0.03 },
  },
  {
    name: 'Nùng',
    people: 1_083_298,
    lives: {
      '20': 0.32,
      '04': 0.12,
      '24': 0.1,
      '08': 0.1,
      '19': 0.1,
      '66': 0.08,
      '68': 0.06,
      '15': 0.05,
      '75': 0.07,
    },
  },
  {
    name: 'Dao',
    people: 891_151,
    lives: {
      '08': 0.28,
      '15': 0.23,
      '22': 0.08,
      '04': 0.06,
      '19': 0.12,
      '12': 0.07,
      '20': 0.03,
      '25': 0.05,
      '14': 0.03,
      '66': 0.05,
    },
  },
  {
    name: 'Hoa',
    people: 749_466,
    lives: { '79': 0.56, '75': 0.13, '92': 0.1, '91': 0.07, '24': 0.03, '96': 0.04, '68': 0.07 },
  },
  { name: 'Gia-rai', people: 513_930, lives: { '52': 0.91, '51': 0.05, '66': 0.04 } },
  { name: 'Ê-đê', people: 398_671, lives: { '66': 0.96, '56': 0.01, '68': 0.03 } },
  { name: 'Ba-na', people: 286_910, lives: { '52': 0.77, '51': 0.22, '66': 0.01 } },
  {
    name: 'Chăm',
    people: 178_948,
    lives: { '56': 0.39, '68': 0.22, '66': 0.14, '91': 0.08, '79': 0.07, '80': 0.06, '52': 0.04 },
  },
];

/** How a province's people divide into groups: shares from 0 to 1, the Kinh being who is left. */
export function groupsOf(province: string): readonly (readonly [group: string, share: number])[] {
  const grown = Object.values(POPULATION).reduce((sum, people) => sum + people, 0) / COUNTED_2019;
  const minorities = MINORITIES.flatMap(({ name, people, lives }) => {
    const part = lives[province];
    return part ? [[name, (people * part * grown) / POPULATION[province]!] as const] : [];
  });
  const share = minorities.reduce((sum, [, each]) => sum + each, 0);
  return [['Kinh', 1 - share], ...minorities];
}
