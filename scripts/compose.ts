import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCommand } from '@lienthong/shared/errors';
import { composeSupergraph, listedSchemas } from './composition/compose-supergraph.ts';

const HELP = `Composes the subgraphs of supergraph.yaml, and what the gateway itself knows, into gateway/supergraph.graphql.

  npm run compose             compose and write
  npm run compose -- --check  compose and say whether the written file is up to date (exit code 1 if not)

A running gateway takes the new file without dropping a request.
`;

const LIST = resolve('supergraph.yaml');
const TARGET = resolve('gateway/supergraph.graphql');

await runCommand(async () => {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const schemas = await listedSchemas(LIST);
  const { faults, ...composed } = composeSupergraph(schemas);
  if (faults) {
    for (const { code, message, places } of faults) {
      process.stderr.write(`${code}: ${message}\n${places.map((place) => `    at ${place}\n`).join('')}`);
    }
    process.stderr.write(`\nNothing was written: ${faults.length} fault(s).\n`);
    process.exitCode = 1;
    return;
  }
  const { supergraph } = composed as { supergraph: string };
  const upToDate = existsSync(TARGET) && readFileSync(TARGET, 'utf8') === supergraph;
  if (process.argv.includes('--check')) {
    process.stdout.write(
      upToDate ? 'The supergraph is up to date.\n' : 'The supergraph is stale: run npm run compose.\n',
    );
    process.exitCode = upToDate ? 0 : 1;
    return;
  }
  if (!upToDate) {
    // Renamed into place: a gateway that watches the file never sees half of it.
    writeFileSync(`${TARGET}.tmp`, supergraph);
    renameSync(`${TARGET}.tmp`, TARGET);
  }
  process.stdout.write(
    `${schemas.length} subgraphs compose into ${Math.round(supergraph.length / 1024)} kB: gateway/supergraph.graphql ${upToDate ? 'was up to date' : 'written'}.\n`,
  );
});
