import { parse, printSchema } from 'graphql';
import { createApolloPlanner } from '../apollo-planner.ts';
import type { SyncPlanner } from '../plan.ts';
import { TooManyWays } from '../too-many-ways.ts';
import type { Open, Opened, Planned, Question } from './messages.ts';

/* A planner in a process of its own. Whoever started it tells it what to plan, and ends it. */

let planner: SyncPlanner;

process.on('message', (told: Open | Question) => {
  process.send!('supergraphSdl' in told ? open(told) : plan(told));
});
process.once('disconnect', () => process.exit());
// A terminal and a service manager signal all processes of a gateway, which still plans for requests under way.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

function open({ supergraphSdl }: Open): Opened {
  try {
    planner = createApolloPlanner(supergraphSdl);
    return { apiSchema: printSchema(planner.apiSchema), labels: planner.labels };
  } catch (error) {
    return { unusable: (error as Error).message };
  }
}

function plan({ document, labelsOn }: Question): Planned {
  try {
    return { step: planner.plan(parse(document, { noLocation: true }), new Set(labelsOn)) };
  } catch (error) {
    return error instanceof TooManyWays ? { tooManyWays: true } : { fault: String((error as Error).stack) };
  }
}
