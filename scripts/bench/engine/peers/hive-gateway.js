import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

/*
 * Hive Gateway, planning in JavaScript or by the Rust planner of Hive Router. What is shared among requests under way:
 * nothing, equal calls to subgraphs (as it comes), or equal questions too.
 *
 *   node hive-gateway.js <supergraph file> <port> <js|rust> <nothing|calls|questions>
 */

const [file, port, planner, shared] = process.argv.slice(2);

const gateway = createGatewayRuntime({
  supergraph: readFileSync(file, 'utf8'),
  logging: 'error',
  ...(planner === 'rust' && { unifiedGraphHandler }),
  ...(shared === 'nothing' && {
    transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  }),
  inboundInflightRequestDeduplication: shared === 'questions',
});
createServer(gateway).listen(Number(port), '127.0.0.1');
