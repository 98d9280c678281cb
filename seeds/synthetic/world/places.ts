import { evenly } from './chance.ts';

/** A province with codes and names as they are since 01/07/2025 (Decision 19/2025). */
export interface Province {
  readonly code: string;
  readonly name: string;
  /** A place code that was never given to a province: a number that begins with one is well-formed and nobody's. */
  readonly prefix: string;
  readonly communes: readonly Commune[];
  /** Ethnic groups, each as often as it weighs. */
  readonly ethnicities: readonly (readonly [group: string, weight: number])[];
}

export interface Commune {
  readonly code: string;
  readonly name: string;
}

/** Where the first households live: they stay there, whatever becomes of the others. */
export const STORY_PROVINCES: readonly Province[] = [
  {
    code: '01',
    name: 'thành phố Hà Nội',
    prefix: '003',
    communes: [
      { code: '00004', name: 'phường Ba Đình' },
      { code: '00070', name: 'phường Hoàn Kiếm' },
    ],
    ethnicities: evenly('Kinh'),
  },
  {
    code: '08',
    name: 'tỉnh Tuyên Quang',
    prefix: '005',
    communes: [
      { code: '00694', name: 'phường Hà Giang 1' },
      { code: '00721', name: 'xã Đồng Văn' },
    ],
    ethnicities: evenly('Tày', 'HMông', 'Dao'),
  },
  {
    code: '52',
    name: 'tỉnh Gia Lai',
    prefix: '007',
    communes: [
      { code: '21583', name: 'phường Quy Nhơn' },
      { code: '23575', name: 'phường Pleiku' },
    ],
    ethnicities: evenly('Kinh', 'Gia-rai', 'Ba-na'),
  },
  {
    code: '79',
    name: 'thành phố Hồ Chí Minh',
    prefix: '009',
    communes: [
      { code: '26740', name: 'phường Sài Gòn' },
      { code: '25747', name: 'phường Thủ Dầu Một' },
    ],
    ethnicities: evenly('Kinh', 'Hoa', 'Chăm'),
  },
];
