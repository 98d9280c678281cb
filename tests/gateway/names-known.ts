import { readGatewayConfig } from '@lienthong/gateway/config';
import { startGateway } from '@lienthong/gateway/gateway';
import { readSupergraph } from '@lienthong/gateway/supergraph-file';
import { inOneByte } from '@lienthong/shared/kept-text';
import { silent } from '../support/log.ts';
import { takesTwoBytes } from '../support/takes-two-bytes.ts';

/*
 * Starts the gateway over the composed graph, with its data in the folder named, and prints what JSON that comes then brings in two
 * bytes a character of what stands in the graph and says no more than ASCII.
 */

const config = readGatewayConfig({ DATA_DIR: process.argv[2] });
/** Where nobody listens: no agency is asked, also where a deployment runs beside. */
const agencies = config.agencies.map((agency) => ({ ...agency, url: 'http://127.0.0.1:9/graphql' }));
const gateway = await startGateway({ ...config, agencies, port: 0 }, silent);
const words = [...new Set(readSupergraph(config.supergraphFile).match(/\w+/g))];
const json = inOneByte(`{${words.map((word) => `"${word}":"${word}"`).join()}}`);
const twice = Object.entries(JSON.parse(json) as object)
  .flat()
  .filter(takesTwoBytes);
process.stdout.write(JSON.stringify({ words: words.length, twice: [...new Set(twice)] }));
await gateway.stop();
