import type { Logger } from '@lienthong/shared/log';
import type { PlannerPlace } from '../../config.ts';
import { openPlannerApart, type ApartOptions } from './apart/open-planner-apart.ts';
import type { OpenPlanner } from './plan.ts';

interface Told extends Pick<ApartOptions, 'onEnd'> {
  readonly log: Logger;
}

/** Opens planners in the place that is configured. They reject where the supergraph does not work. */
export const plannerBy =
  ({ apart, ...most }: PlannerPlace, told: Told) =>
  async (supergraphSdl: string): Promise<OpenPlanner> => {
    if (apart) return openPlannerApart(supergraphSdl, { ...most, ...told });
    // Loaded here alone: it is large.
    const { createApolloPlanner } = await import('./apollo-planner.ts');
    return { ...createApolloPlanner(supergraphSdl), close: async () => {} };
  };
