/** A test whose title says that it holds an entry: "[RULE-13] synchronises continuously". */
export interface Claim {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
}

const quoted = /(['"`])((?:\\.|(?!\1).)*)\1/g;
const bracketed = /\[((?:OBJ|REQ|RULE)-\d+(?:[,;\s]+(?:OBJ|REQ|RULE)-\d+)*)\]/g;
const comment = /^\s*(?:\/\/|\/?\*)/;
const neverRun = /\b(?:x(?:it|test|describe)|(?:it|test|describe)\.(?:skip|todo))\b/;

/** The entries that a test file's titles carry. Skipped tests, tests still to be written and comments hold nothing. */
export const claimsIn = (file: string, source: string): Claim[] =>
  source
    .split('\n')
    .flatMap((text, index) =>
      comment.test(text) || neverRun.test(text)
        ? []
        : [...text.matchAll(quoted)].flatMap(([, , title]) =>
            [...title!.matchAll(bracketed)]
              .flatMap(([, ids]) => ids!.split(/[,;\s]+/))
              .map((id) => ({ id, title: title!, file, line: index + 1 })),
          ),
    );
