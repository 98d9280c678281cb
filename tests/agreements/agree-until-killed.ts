import { openOwner } from './owner.ts';

/** Makes agreements on the database of a folder for as long as it lives, and says which it was told are in force. */
const owner = await openOwner(process.argv[2]);
for (;;) {
  const { id } = await owner.agree();
  process.stdout.write(`${id}\n`);
}
