import type { World } from './world.ts';

/** Two subgraphs which lead to each other step by step: every step is a fetch that has to wait for the one before. */

const LENGTH = 40;

interface Step {
  readonly id: string;
  readonly west: string;
  readonly east: string;
  toEast?: Step;
  toWest?: Step;
}

const steps: Step[] = Array.from({ length: LENGTH }, (_, index) => ({
  id: `buoc-${index}`,
  west: `Bờ tây sông Hồng, chặng ${index}`,
  east: `Bờ đông sông Hồng, chặng ${index}`,
}));
for (const [index, step] of steps.entries()) {
  step.toEast = steps[(index + 1) % LENGTH]!;
  step.toWest = steps[(index + 1) % LENGTH]!;
}
const byId = new Map(steps.map((step) => [step.id, step]));
const references = { Step: ({ id }: Readonly<Record<string, unknown>>) => byId.get(id as string) };

export const chain: World = {
  name: 'chain',
  services: [
    {
      name: 'west',
      typeDefs:
        'type Query { start: Step! } type Step @key(fields: "id") { id: ID! west: String! toEast: Step! }',
      references,
    },
    {
      name: 'east',
      typeDefs: 'type Step @key(fields: "id") { id: ID! east: String! toWest: Step! }',
      references,
    },
  ],
  root: { start: steps[0] },
};

/** A question of exactly `fetches` fetches, one after another. */
export function askSteps(fetches: number): string {
  const from = (place: number): string => {
    const [here, onward] = place % 2 === 0 ? ['west', 'toEast'] : ['east', 'toWest'];
    return place === fetches - 1 ? here : `${here} ${onward} { ${from(place + 1)} }`;
  };
  return `query Steps { start { ${from(0)} } }`;
}
