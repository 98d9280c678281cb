import { parseArgs } from 'node:util';
import { staleFiles, writeFiles } from './parse/data-files.ts';
import { extraction } from './parse/extraction.ts';
import { SourceFault } from './parse/source-fault.ts';
import { readSources } from './parse/sources.ts';

const usage = `Reads source/ and writes the Resolution as JSON to data/.

  npm run extract                writes what is out of date
  npm run extract -- --check     writes nothing; exits 1 and names the files that are out of date
  npm run extract -- --help      prints this`;

const data = new URL('./data/', import.meta.url);
const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } });

try {
  if (values.help) console.log(usage);
  else extract();
} catch (error) {
  if (!(error instanceof SourceFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function extract() {
  const extracted = extraction(readSources(new URL('./source/', import.meta.url)));
  const stale = staleFiles(extracted, data);
  if (stale.length === 0) return console.log('data/ is up to date.');
  if (values.check) {
    console.error(`Out of date in data/: ${stale.join(', ')}. Run npm run extract.`);
    process.exitCode = 1;
    return;
  }
  writeFiles(extracted, data);
  console.log(`Written to data/: ${stale.join(', ')}.`);
}
