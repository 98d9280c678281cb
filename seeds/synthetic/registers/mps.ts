import { populationOf } from './population.ts';
import type { Register } from './register.ts';
import { roadsOf } from './roads.ts';

export const mps: Register = {
  agency: 'mps',
  of: (household) => ({ ...populationOf(household), ...roadsOf(household) }),
};
