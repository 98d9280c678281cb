/** What a story needs to be true of one of the first households; people are named by their place in it, from 1. */
export interface Story {
  readonly poverty?: 'POOR' | 'NEAR_POOR' | null;
  readonly disabled?: number;
  /** Receives social assistance already. */
  readonly assisted?: number;
  readonly merited?: number;
  /** Who of those old enough draws a pension. */
  readonly pensioners?: readonly number[];
  readonly official?: number;
  readonly farms?: boolean;
  readonly vehicles?: readonly ('CAR' | 'MOTORCYCLE')[];
  /** Fines for traffic offences, by who drove: paid or not. */
  readonly trafficFines?: readonly {
    readonly who: number;
    readonly paid: boolean;
    readonly points: number;
  }[];
  /** Administrative sanctions beside traffic, by who was sanctioned. */
  readonly sanctions?: readonly Sanctioned[];
  /** Sanctions of the enterprise that the household's head owns. */
  readonly enterpriseSanctions?: readonly (Omit<Sanctioned, 'who' | 'completedDaysAgo'> & {
    readonly completedDaysAgo: number;
  })[];
  readonly convictions?: readonly { readonly who: number; readonly expunged: boolean }[];
  /** Who receives unemployment benefit. */
  readonly unemployed?: number;
  /** Who owes by a civil judgment that is being enforced. */
  readonly debtor?: number;
  /** Who has no health insurance. */
  readonly uninsured?: number;
  readonly landTaxUnpaid?: true;
  /** Whether who heads the household holds listed shares. */
  readonly securities?: true;
  readonly parcels?: readonly { readonly mortgaged: boolean; readonly frozen: boolean }[];
}

export interface Sanctioned {
  readonly who: number;
  readonly provision: string;
  readonly by: 'mps' | 'moit' | 'most' | 'mcst' | 'mae' | 'ppc';
  /** Completed so many days before the day of the world; null where it is not. */
  readonly completedDaysAgo: number | null;
}

export const STORIES: Readonly<Record<number, Story>> = {
  // The father is an official who declares assets; a car, a house and some shares, nothing hidden.
  1: {
    poverty: null,
    official: 1,
    securities: true,
    farms: false,
    vehicles: ['CAR', 'MOTORCYCLE'],
    parcels: [free()],
  },
  // Parents of a newborn that nobody has registered, near-poor farmers.
  2: { poverty: 'NEAR_POOR', farms: true, vehicles: ['MOTORCYCLE'], parcels: [free()] },
  // A poor household; the grandmother is disabled, of age and without a pension, the father honoured for merit.
  3: {
    poverty: 'POOR',
    pensioners: [],
    disabled: 3,
    merited: 1,
    farms: true,
    vehicles: [],
    parcels: [free()],
  },
  // The mother lost points on the road, and one fine is unpaid.
  4: {
    poverty: null,
    farms: false,
    vehicles: ['MOTORCYCLE', 'CAR'],
    trafficFines: [
      { who: 1, paid: true, points: 2 },
      { who: 1, paid: false, points: 4 },
    ],
    parcels: [],
  },
  // The father owns an enterprise; one parcel is mortgaged, one is free, one frozen by a dispute.
  5: {
    poverty: null,
    farms: false,
    vehicles: ['CAR'],
    parcels: [{ mortgaged: true, frozen: false }, free(), { mortgaged: false, frozen: true }],
    enterpriseSanctions: [{ provision: '98/2020/NĐ-CP-11-1', by: 'moit', completedDaysAgo: 200 }],
  },
  // The father was convicted, served his sentence, and the record was expunged; he lost his work, and has no health insurance.
  6: {
    poverty: null,
    unemployed: 1,
    uninsured: 1,
    convictions: [{ who: 1, expunged: true }],
    vehicles: ['MOTORCYCLE'],
    parcels: [],
  },
  // Elders with a planting area of their own, whose land tax is overdue; the grandfather is honoured for merit and
  // draws a pension, the grandmother receives assistance.
  7: {
    poverty: null,
    pensioners: [1],
    merited: 1,
    assisted: 2,
    farms: true,
    landTaxUnpaid: true,
    vehicles: [],
    parcels: [free()],
  },
  // The father owes by a civil judgment: his parcel is distrained and announced for sale.
  8: { debtor: 1, parcels: [free()] },
  // The mother sold counterfeit goods twice within a year; the father did so long ago.
  9: {
    poverty: null,
    sanctions: [
      { who: 2, provision: '98/2020/NĐ-CP-11-1', by: 'moit', completedDaysAgo: 120 },
      { who: 2, provision: '98/2020/NĐ-CP-11-1', by: 'ppc', completedDaysAgo: null },
      { who: 1, provision: '98/2020/NĐ-CP-11-1', by: 'moit', completedDaysAgo: 900 },
    ],
    vehicles: ['MOTORCYCLE'],
    parcels: [],
  },
  // The father has a conviction that stands.
  12: { poverty: null, convictions: [{ who: 1, expunged: false }], vehicles: [], parcels: [] },
  // The father sold goods that did not weigh what they said; the mother put up an advertisement without a permit.
  13: {
    sanctions: [
      { who: 1, provision: '119/2017/NĐ-CP-20-1', by: 'most', completedDaysAgo: 200 },
      { who: 2, provision: '38/2021/NĐ-CP-14-1', by: 'mcst', completedDaysAgo: 60 },
    ],
  },
};

function free() {
  return { mortgaged: false, frozen: false };
}
