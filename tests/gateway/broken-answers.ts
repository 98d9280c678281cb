import { gzipSync } from 'node:zlib';
import { answerJson, answerText, type Behaviour } from './fake-agency.ts';

/** Stands in everything the fakes send that must not reach a caller. */
export const SECRET = 'secret-7f3a';

const HTML = `<html><body>Proxy error ${SECRET}</body></html>`;
const AS_HTML = { 'content-type': 'text/html' };

/** Bytes that Node's HTTP server would not send by itself. */
const raw =
  (bytes: string): Behaviour =>
  (_, { socket }) =>
    void socket!.end(bytes);

/** Goes on sending the same text, as long as anybody listens. */
const forever =
  (text: string, everyMs: number): Behaviour =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(text), everyMs);
    response.on('close', () => clearInterval(timer));
  };

type Broken = readonly [behaves: string, behaviour: Behaviour];

export const UNAVAILABLE: readonly Broken[] = [
  ['resets the connection before it answers', (_, { socket }) => void socket!.resetAndDestroy()],
  ['closes the connection before it answers', (_, { socket }) => void socket!.end()],
  [
    'resets the connection in the middle of its answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': '5000' });
      response.write(`{"data":{"_entities":[{"name":"${SECRET}`, () => response.socket!.resetAndDestroy());
    },
  ],
  [
    'ends its answer before the length it promised',
    raw('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"data":'),
  ],
  ['stands behind a proxy that says 502', answerText(HTML, 502, AS_HTML)],
  ['stands behind a proxy that says 503', answerText(HTML, 503, AS_HTML)],
  ['stands behind a proxy that says 504', answerText(HTML, 504, AS_HTML)],
];

export const TIMEOUT: readonly Broken[] = [
  ['never answers', () => {}],
  ['sends headers and nothing else', (_, response) => void response.writeHead(200).flushHeaders()],
  [
    'announces more than it sends',
    (_, response) => void response.writeHead(200, { 'content-length': '999999999' }).flushHeaders(),
  ],
  ['trickles its answer, a letter now and then', forever('{', 20)],
  [
    'announces an answer again and again',
    (_, { socket }) => {
      const timer = setInterval(() => socket!.write('HTTP/1.1 102 Processing\r\n\r\n'), 20);
      socket!.on('close', () => clearInterval(timer));
    },
  ],
];

const entities = (...answered: readonly unknown[]) => ({ data: { _entities: answered } });
const whole = { name: SECRET, databases: [{ id: 'x', name: SECRET }], partners: [{ printedName: SECRET }] };

export const BAD_RESPONSE: readonly Broken[] = [
  ['says 500 with HTML', answerText(HTML, 500, AS_HTML)],
  ['says 200 with HTML', answerText(HTML, 200, AS_HTML)],
  ['says 204 and nothing', (_, response) => void response.writeHead(204).end()],
  ['says nothing', answerText('')],
  ['says JSON that breaks off', answerText(`{"data":{"_entities":[{"name":"${SECRET}"`)],
  ['says JSON in UTF-16', answerText(Buffer.from(JSON.stringify(entities(whole)), 'utf16le'))],
  [
    'says JSON, compressed though nobody asked for that',
    answerText(gzipSync(JSON.stringify(entities(whole))), 200, { 'content-encoding': 'gzip' }),
  ],
  [
    'refuses the seal',
    answerJson({ errors: [{ message: SECRET, extensions: { code: 'SEAL_INVALID' } }] }, 403),
  ],
  ['sends more bytes than anybody reads', forever(' '.repeat(64 * 1024), 1)],
  ['speaks another protocol', raw(`SSH-2.0-${SECRET}\r\n`)],
  ['sends headers without end', raw(`HTTP/1.1 200 OK\r\nx-long: ${SECRET.repeat(4000)}\r\n\r\n`)],
  ['answers []', answerText('[]')],
  ['answers "x"', answerText('"x"')],
  ['answers null', answerText('null')],
  ['answers {}', answerText('{}')],
  ['answers without data and without a reason', answerJson({ data: null })],
  ['answers without data and with no reason in the list', answerJson({ errors: [] })],
  ['answers data: 5', answerJson({ data: 5 })],
  ['answers data: []', answerJson({ data: [] })],
  ['answers errors that are no list', answerJson({ ...entities(whole), errors: SECRET })],
  ['answers errors that are no objects', answerJson({ ...entities(whole), errors: [SECRET, null] })],
  ['answers data without what was asked for', answerJson({ data: { other: SECRET } })],
  ['answers no list of entities', answerJson({ data: { _entities: whole } })],
  ['answers null for the list of entities', answerJson({ data: { _entities: null } })],
  ['answers too few entities', answerJson(entities())],
  ['answers too many entities', answerJson(entities(whole, whole))],
  ['answers entities that are text', answerJson(entities(SECRET))],
  ['answers entities that are lists', answerJson(entities([whole]))],
  ['answers for another type', answerJson(entities({ ...whole, __typename: 'MinistryOfFinance' }))],
  ['answers for a type that is none', answerJson(entities({ ...whole, __typename: SECRET }))],
  ['answers for a type that is a number', answerJson(entities({ ...whole, __typename: 5 }))],
  ['leaves a field out', answerJson(entities({ name: SECRET, databases: [] }))],
  ['answers a text where a list belongs', answerJson(entities({ ...whole, databases: SECRET }))],
  ['answers an object where a list belongs', answerJson(entities({ ...whole, databases: { id: SECRET } }))],
  ['answers a list where an object belongs', answerJson(entities({ ...whole, databases: [[whole]] }))],
  ['answers a text where an object belongs', answerJson(entities({ ...whole, databases: [SECRET] }))],
  ['answers an object where a text belongs', answerJson(entities({ ...whole, name: { first: SECRET } }))],
  ['answers a number where a text belongs', answerJson(entities({ ...whole, name: 5 }))],
  [
    'answers null where none may stand',
    answerJson(entities({ ...whole, databases: [{ id: null, name: SECRET }] })),
  ],
  ['answers a null entry where none may stand', answerJson(entities({ ...whole, databases: [null] }))],
  [
    'answers a type that is a number, deep inside',
    answerJson(entities({ ...whole, databases: [{ __typename: 5, id: 'x', name: SECRET }] })),
  ],
  [
    'answers lists in lists in lists',
    answerText(`{"data":{"_entities":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
  ],
];
