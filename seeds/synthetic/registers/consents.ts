import type { Consent } from '@lienthong/shared';
import type { Household } from '../world/households.ts';
import type { Member, Shape } from '../world/shapes.ts';

interface Agreed extends Omit<Consent, 'id' | 'subject'> {
  readonly who: Member['role'];
}

/** Who has agreed to what, by kind of household: asked for in writing, merely agreed, over, not begun, another purpose. */
const AGREED: Readonly<Partial<Record<Shape['name'], readonly Agreed[]>>> = {
  newborn: [
    { who: 'father', ...written('health-referral', '2026-06-01', null) },
    { who: 'father', ...written('health-insurance-claim', '2026-01-01', null) },
  ],
  'unregistered-birth': [
    { who: 'father', ...written('health-referral', '2026-01-01', '2026-06-30') },
    { who: 'mother', ...agreed('health-referral', '2026-01-01', null) },
  ],
  'three-generations': [
    { who: 'grandmother', ...written('health-referral', '2026-03-01', null) },
    { who: 'father', ...agreed('occupational-disease-benefit', '2026-02-01', null) },
    { who: 'mother', ...written('health-insurance-claim', '2026-01-01', '2026-09-30') },
  ],
  adoption: [{ who: 'mother', ...written('health-referral', '2099-01-01', null) }],
};

/** The consents the Ministry of Health keeps of a household. */
export const consentsOf = ({ number, shape, people }: Household): Consent[] =>
  (AGREED[shape.name] ?? []).map(({ who, ...consent }, index) => ({
    id: `DY-${number}-${index + 1}`,
    subject: people.find(({ member }) => member.role === who)!.personalId,
    ...consent,
  }));

function written(purpose: string, validFrom: string, validTo: string | null) {
  return { purpose, kind: 'WRITTEN_REQUEST', validFrom, validTo } as const;
}

function agreed(purpose: string, validFrom: string, validTo: string | null) {
  return { purpose, kind: 'CONSENT', validFrom, validTo } as const;
}
