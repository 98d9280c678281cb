import type { Answer, AnswerError } from './exchange.ts';

/** A part of an answer that comes in parts (`multipart/mixed; deferSpec=20220824`). */
export interface Part extends Answer {
  readonly incremental?: readonly {
    readonly path: readonly (string | number)[];
    readonly data: unknown;
    readonly errors?: readonly AnswerError[];
  }[];
  readonly hasNext: boolean;
}

/** Reads parts (RFC 2046) as they come; the gateway's boundary is a hyphen. */
export async function* readParts({ body }: Response): AsyncGenerator<Part, void, void> {
  let unread = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    const pieces = `${unread}${chunk}`.split('\r\n---');
    unread = pieces.pop()!;
    for (const piece of pieces.filter((each) => each !== ''))
      yield JSON.parse(piece.slice(piece.indexOf('\r\n\r\n'))) as Part;
  }
}

/** The data of an answer, once all its parts are in their places. */
export function putTogether([first, ...rest]: readonly Part[]): unknown {
  const whole = structuredClone(first?.data ?? null);
  for (const { path, data } of rest.flatMap(({ incremental = [] }) => incremental))
    addPart(whole, path, data);
  return whole;
}

/** Adds a part to the data it belongs to, as clients do. */
export function addPart(data: unknown, path: readonly (string | number)[], part: unknown): void {
  const place = path.reduce((value, step) => (value as Fields)[step], data);
  if (part !== null) merge(place as Fields, part as Fields);
}

type Fields = Record<string | number, unknown>;

function merge(into: Fields, from: Fields): void {
  for (const [key, value] of Object.entries(from)) {
    if (isObject(into[key]) && isObject(value)) merge(into[key], value);
    else into[key] = value;
  }
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
