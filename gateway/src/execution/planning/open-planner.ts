import type { PlannerPlace } from '../../config.ts';
import { openPlannerApart, type ApartOptions } from './apart/open-planner-apart.ts';
import type { OpenPlanner } from './plan.ts';

/** Opens planners in the place that is configured. They reject where the supergraph does not work. */
export interface Planners {
  readonly open: (supergraphSdl: string) => Promise<OpenPlanner>;
  /** Begins with one that is to be opened soon: in a process of its own it takes a second, while others do other things. */
  readonly begin: (supergraphSdl: string) => void;
  /** Ends the one that was begun and not opened. */
  readonly close: () => Promise<void>;
}

export function createPlanners(
  { apart, ...most }: PlannerPlace,
  told: Pick<ApartOptions, 'log' | 'onEnd'>,
): Planners {
  let begun: { readonly supergraphSdl: string; readonly planner: Promise<OpenPlanner> } | undefined;

  function begin(supergraphSdl: string): void {
    if (!apart) return;
    const planner = openPlannerApart(supergraphSdl, { ...most, ...told });
    // Whoever opens it hears why it cannot be.
    planner.catch(() => {});
    begun = { supergraphSdl, planner };
  }

  return {
    begin,
    open: async (supergraphSdl) => {
      if (!apart) return openHere(supergraphSdl);
      if (begun?.supergraphSdl !== supergraphSdl)
        return openPlannerApart(supergraphSdl, { ...most, ...told });
      const { planner } = begun;
      begun = undefined;
      return planner;
    },
    close: async () => {
      const planner = await begun?.planner.catch(() => null);
      await planner?.close();
    },
  };
}

async function openHere(supergraphSdl: string): Promise<OpenPlanner> {
  // Loaded here alone: it is large.
  const { createApolloPlanner } = await import('./apollo-planner.ts');
  return { ...createApolloPlanner(supergraphSdl), close: async () => {} };
}
