import type { Source } from '../execution/source.ts';
import { EXCHANGE } from './schema.ts';

/** Stands for the gateway's own part of the graph, which tells of rules and receipts, where there are none. */
export const switchedOff: Source = {
  ask: async () => ({
    data: null,
    escape: false,
    errors: [
      {
        error: {
          message: 'This gateway runs without rules and receipts, and has nothing to tell of them.',
          extensions: {
            code: 'EXCHANGE_SWITCHED_OFF',
            agency: EXCHANGE.name,
            messageVi: 'Cổng này chạy không có quy tắc và biên nhận nên không có gì để cung cấp về chúng.',
          },
        },
        lookup: null,
        entity: null,
        path: null,
      },
    ],
  }),
};
