/** What an agency answered is no change feed, or none that goes on where it stopped. Nothing of the answer is taken. */
export class FeedUnreadable extends Error {
  constructor(
    readonly agency: string,
    fault: string,
  ) {
    super(`The change feed of ${agency} cannot be read: ${fault}.`);
    this.name = new.target.name;
  }
}
