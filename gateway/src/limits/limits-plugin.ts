import type { ApolloServerPlugin } from '@apollo/server';
import type { Limits } from '../config.ts';
import type { ExchangeContext } from '../exchange-context.ts';
import { exceeded } from './limit-exceeded.ts';
import type { ListSizes } from './list-sizes.ts';
import { measureOperation } from './operation-size.ts';

/** Refuses operations that go too far, before anything is planned. List sizes come from the supergraph's `@listSize`. */
export function limitsPlugin(limits: Limits, listSizes: ListSizes): ApolloServerPlugin<ExchangeContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, schema, request }) => {
        if (!operation) return;
        const size = measureOperation(document, operation, schema, request.variables ?? {}, listSizes);
        const refusal = exceeded(size, limits);
        if (refusal) throw refusal;
      },
    }),
  };
}
