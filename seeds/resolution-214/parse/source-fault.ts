/** What is wrong, in which file of source/ and at which entry: whoever edits that file by hand can act on it. */
export class SourceFault extends Error {
  override name = 'SourceFault';

  constructor(
    readonly file: string,
    readonly entry: string,
    fault: string,
  ) {
    super(`${file}, ${entry}: ${fault}`);
  }
}
