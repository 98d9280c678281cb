import type { AnswerBody, AnswerError } from '../support/ask.ts';

/** A part as it stands between two boundaries. */
export interface Part extends AnswerBody {
  readonly incremental?: readonly {
    readonly path: readonly (string | number)[];
    readonly label?: string;
    readonly data: unknown;
    readonly errors?: readonly AnswerError[];
  }[];
  readonly hasNext: boolean;
}

/** Reads multipart/mixed (RFC 2046) with the boundary "-", part by part as it arrives; returns at its end. */
export async function* readParts(response: Response): AsyncGenerator<Part, void, void> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const pieces = text.split('\r\n---');
    text = pieces.pop()!;
    for (const piece of pieces) if (piece !== '') yield partIn(piece);
  }
  if (text !== '--\r\n')
    throw new Error(`The end is missing, and this stands there: ${JSON.stringify(text)}`);
}

function partIn(piece: string): Part {
  const [head, body] = piece.split('\r\n\r\n');
  if (head !== '\r\ncontent-type: application/json; charset=utf-8') throw new Error(`No part: ${piece}`);
  return JSON.parse(body!) as Part;
}
