import { populationOf } from './population.ts';
import type { Register } from './register.ts';

export const mps: Register = {
  agency: 'mps',
  of: populationOf,
};
