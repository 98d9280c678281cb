import { StartError } from '@lienthong/shared/errors';
import { readArguments } from '../../scripts/read-arguments.ts';
import { staleFiles, writeFiles } from './parse/data-files.ts';
import { extraction } from './parse/extraction.ts';
import { SourceFault } from './parse/source-fault.ts';
import { readSources } from './parse/sources.ts';

const usage = `Reads source/ and writes the Resolution as JSON to data/.

  npm run extract                writes what is out of date
  npm run extract -- --check     writes nothing; exits 1 and names the files that are out of date
  npm run extract -- --help      prints this`;

const data = new URL('./data/', import.meta.url);

try {
  const { values } = readArguments('npm run extract --', { check: { type: 'boolean', default: false } });
  if (values.help) console.log(usage);
  else extract(values.check);
} catch (error) {
  if (!(error instanceof SourceFault || error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function extract(checkOnly: boolean) {
  const extracted = extraction(readSources(new URL('./source/', import.meta.url)));
  const stale = staleFiles(extracted, data);
  if (stale.length === 0) return console.log('data/ is up to date.');
  if (checkOnly) {
    console.error(`Out of date in data/: ${stale.join(', ')}. Run npm run extract.`);
    process.exitCode = 1;
    return;
  }
  writeFiles(extracted, data);
  console.log(`Written to data/: ${stale.join(', ')}.`);
}
