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
  let unread = '';
  let name = 'message';
  let data: string[] = [];
  let length = 0;
  for await (const chunk of body) {
    unread += chunk.toString('latin1');
    // A carriage return at the end may be half of what ends a line.
    const lines = unread.split(/\r\n|\n|\r(?!$)/);
    unread = lines.pop()!;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { name, data: data.join('\n') };
        [name, data, length] = ['message', [], 0];
        continue;
      }
      const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
      length += line.length;
      if (field === 'event') name = value!;
      if (field === 'data') data.push(value!);
    }
    if (length + unread.length > maxBytes) throw new EventTooLong();
  }
}
