import type { Bytes } from '@lienthong/shared/bytes';

/** A server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface ServerEvent {
  readonly name: string;
  readonly data: Bytes;
}

/** An event is longer than may be. */
export class EventTooLong extends Error {}

/** Reads events as they come; nothing of the body is read before it is asked for. */
export async function* readEvents(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<ServerEvent, void, void> {
  const lines = createLines();
  let name = 'message';
  let data: Bytes[] = [];
  let length = 0;
  for await (const chunk of body) {
    for (const line of lines.endedBy(chunk)) {
      if (line === '') {
        // What has no data tells nothing, except that it is over: many servers say so without any.
        if (data.length > 0 || name === 'complete') yield { name, data: data.join('\n') };
        [name, data, length] = ['message', [], 0];
        continue;
      }
      length += line.length;
      if (length > maxBytes) throw new EventTooLong();
      if (isField('event', line)) name = valueOf('event', line);
      else if (isField('data', line)) data.push(valueOf('data', line));
    }
    if (length + lines.unfinished() > maxBytes) throw new EventTooLong();
  }
}

/** Whether a line is this field, of which it may say nothing: then it needs no colon. */
const isField = (field: string, line: Bytes): boolean =>
  line.startsWith(field) && (line.length === field.length || line[field.length] === ':');

const valueOf = ({ length }: string, line: Bytes): Bytes =>
  line.slice(length + (line[length + 1] === ' ' ? 2 : 1));

interface Lines {
  /** Takes what came next, and gives the lines that end in it. */
  endedBy(chunk: Buffer): Bytes[];
  /** How much has come of the line that has not ended. */
  unfinished(): number;
}

const LINE_END = /\r\n|\n|\r/;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];
/** What a text in UTF-8 may begin with (its byte order mark), in bytes. */
const MARK = /^\u00ef\u00bb\u00bf/;

/** Cuts what comes into lines. A line waits for its end in the pieces it came in, so that each is looked through once. */
function createLines(): Lines {
  let pieces: Bytes[] = [];
  let length = 0;
  let isFirst = true;
  let returned = false;

  /** Puts a line together that ends with this piece. */
  function ended(piece: Bytes): Bytes {
    let line = piece;
    if (pieces.length > 0) {
      pieces.push(piece);
      line = pieces.join('');
      pieces = [];
      length = 0;
    }
    if (isFirst) line = line.replace(MARK, '');
    isFirst = false;
    return line;
  }

  return {
    endedBy(chunk) {
      if (chunk.length === 0) return [];
      // The line ended with the carriage return already: this is the other half of its end.
      const begin = returned && chunk[0] === LINE_FEED ? 1 : 0;
      returned = chunk.at(-1) === CARRIAGE_RETURN;
      const lines = chunk.toString('latin1', begin).split(LINE_END);
      const last = lines.pop()!;
      if (lines.length > 0) lines[0] = ended(lines[0]!);
      if (last !== '') pieces.push(last);
      length += last.length;
      return lines;
    },
    unfinished() {
      return length;
    },
  };
}
