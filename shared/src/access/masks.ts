import type { Mask } from '../policy/types.ts';

const MASKED: Readonly<Record<Mask, (text: string) => string>> = {
  /** `Nguyễn Văn An` → `N. V. A.` */
  initials: (text) =>
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => `${[...word][0]}.`)
      .join(' '),
  /** `2019-05-04` → `2019` */
  year: (text) => /^\d{4}/.exec(text)?.[0] ?? '',
  /** `079123456789` → `********6789`; what has only four signs shows none. */
  'last-four': (text) =>
    text.length > 4 ? '*'.repeat(text.length - 4) + text.slice(-4) : '*'.repeat(text.length),
  presence: () => '*',
};

/** Shows of a text what the mask leaves. Of anything else it shows nothing: no mask knows how. */
export const applyMask = (mask: Mask, value: unknown): unknown =>
  typeof value === 'string' ? MASKED[mask](value) : null;
