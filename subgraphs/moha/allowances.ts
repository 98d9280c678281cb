import { inForce } from '@lienthong/shared';

export interface Allowance {
  readonly kind: 'MERIT' | 'UNEMPLOYMENT';
  readonly citizenId: string;
  readonly since: string;
  readonly until: string | null;
}

interface Merited {
  readonly citizenId: string;
  readonly category: string;
  readonly decidedOn: string;
}
interface Unemployed {
  readonly citizenId: string;
  readonly paidFrom: string;
  readonly paidTo: string;
}

/** What a person receives on a day. A child is honoured beside who earned it, and is paid nothing for it. */
export const allowancesOn = (
  day: string,
  merits: readonly Merited[],
  benefits: readonly Unemployed[],
): Allowance[] =>
  [
    ...merits
      .filter(({ category }) => category !== 'CHILD')
      .map(({ citizenId, decidedOn }): Allowance => ({
        kind: 'MERIT',
        citizenId,
        since: decidedOn,
        until: null,
      })),
    ...benefits.map(({ citizenId, paidFrom, paidTo }): Allowance => ({
      kind: 'UNEMPLOYMENT',
      citizenId,
      since: paidFrom,
      until: paidTo,
    })),
  ].filter(({ since, until }) => inForce({ from: since, to: until }, day));
