import type { CultureInspection } from '../../../subgraphs/mcst/inspections.ts';
import { inspectionsOf } from './inspections.ts';
import type { Register } from './register.ts';

export const mcst: Register = {
  agency: 'mcst',
  of: (household) => ({
    CultureInspection: inspectionsOf(household, 'mcst') satisfies CultureInspection[],
  }),
};
