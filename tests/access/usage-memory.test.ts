import { describe } from '@jest/globals';
import { openUsageCounter } from '@lienthong/shared/access/open-usage-counter';
import { countsExactly } from './usage-contract.ts';

describe('Usage counted in memory', () => {
  countsExactly({ open: (rules) => openUsageCounter(rules), remove: async () => undefined });
});
