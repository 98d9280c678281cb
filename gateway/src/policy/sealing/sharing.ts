import type { SealContent } from '@lienthong/shared/identity/seal-content';
import type { Caller } from '@lienthong/shared/policy/types';

/**
 * Whether one answer may serve several exchanges that ask the same under the same seal. Where a quota limits the number of
 * exchanges the owner counts them, and would count one for all.
 */
export const mayBeShared = ({ permits }: Pick<SealContent, 'permits'>): boolean =>
  permits.every(({ quota }) => quota?.requests === undefined);

/**
 * Between whom nothing is shared, also where the same seal would do: open data is sealed for nobody in particular, and an
 * answer belongs to whom it was asked for all the same.
 */
export function nameOf(caller: Caller): string {
  if (caller.kind === 'agency') return caller.agency;
  return caller.kind === 'citizen' ? caller.personalId : '';
}
