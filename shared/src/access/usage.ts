import DataLoader from 'dataloader';
import type { Caller, Permit, ReasonCode } from '../policy/types.ts';
import type { UsageCounter } from './usage-counter.ts';

/** Counts what a request reads under the owner's grants. */
export interface Usage {
  /** Why these people may not be read about any more; null where they may. Nobody: the request alone is counted. */
  count(permit: Permit, subjects: readonly string[]): Promise<ReasonCode | null>;
}

/** Where nothing is counted: in a server that was started open. */
export const UNCOUNTED: Usage = { count: async () => null };

/** Stands for the request as such. */
const REQUEST = '';

/** Gathers what one request reads at one level, so that each grant is counted once for all of it. */
export function createUsage(
  counter: UsageCounter,
  { provider, caller, requestId, at }: { provider: string; caller: Caller; requestId: string; at: number },
): Usage {
  if (caller.kind !== 'agency') return UNCOUNTED;
  const loaders = new Map<string, DataLoader<string, ReasonCode | null>>();

  function loaderOf({ grant, quota, sensitive, riskAssessed }: Permit) {
    const key = `${grant} ${sensitive}`;
    const known = loaders.get(key);
    if (known) return known;
    const loader = new DataLoader<string, ReasonCode | null>(async (subjects) => {
      const { request, refused } = await counter.count({
        ...{ grant: grant!, provider, grantee: caller.kind === 'agency' ? caller.agency : '' },
        ...{ quota, sensitive, riskAssessed, requestId, at },
        subjects: subjects.filter((subject) => subject !== REQUEST),
      });
      return subjects.map((subject) => request ?? refused.get(subject) ?? null);
    });
    loaders.set(key, loader);
    return loader;
  }

  return {
    count: async (permit, subjects) => {
      const counted = permit.grant !== null && (permit.quota !== null || permit.sensitive);
      if (!counted) return null;
      const loader = loaderOf(permit);
      const faults = await Promise.all(
        (subjects.length > 0 ? subjects : [REQUEST]).map((each) => loader.load(each)),
      );
      return faults.find((fault) => fault !== null) ?? null;
    },
  };
}
