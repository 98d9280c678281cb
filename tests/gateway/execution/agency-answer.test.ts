import { describe, expect, it } from '@jest/globals';
import { toBytes } from '@lienthong/shared/bytes';
import { readAnswer } from '@lienthong/gateway/execution/agency-answer';
import { readAccount } from '@lienthong/gateway/execution/owner-account';
import { takesTwoBytes } from '../../support/takes-two-bytes.ts';

/** The same JSON in ASCII, as many libraries write it unless told otherwise. */
const inAscii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const MESSAGE = 'Không tìm thấy hồ sơ “1” 📄';
const ANSWER = JSON.stringify({
  data: { office: { name: 'Đà Nẵng', note: 'một "hai" \\u1ea1' } },
  errors: [{ message: MESSAGE, path: ['office'], extensions: { code: 'NOT_FOUND', basis: 'Điều 4' } }],
  extensions: { exchange: { rows: 1, subjects: ['Đặng Văn Ạ', '001185000017'] } },
});

describe.each([
  ['in UTF-8', ANSWER],
  ['in ASCII', inAscii(ANSWER)],
  ['some of it in ASCII', ANSWER.replace('thấy', inAscii('thấy')).replace('Văn', inAscii('V\u0103n'))],
])('An answer written %s is read the same:', (_, written) => {
  const { data, errors, extensions, escape } = readAnswer(Buffer.from(written))!;

  it('its data, as bytes', () => {
    expect(data).toEqual({ office: { name: toBytes('Đà Nẵng'), note: toBytes('một "hai" \\u1ea1') } });
    expect(escape).toBe(true);
  });

  it('its errors, as they read', () => {
    expect(errors).toEqual([
      { message: MESSAGE, path: ['office'], extensions: { code: 'NOT_FOUND', basis: 'Điều 4' } },
    ]);
  });

  it('whom it is about, by whom a receipt tells them apart', () => {
    expect(readAccount(extensions)).toEqual({ rows: 1, subjects: ['Đặng Văn Ạ', '001185000017'] });
  });
});

it.each([
  ['in UTF-8', (json: string) => json],
  ['in ASCII', inAscii],
  ['partly in ASCII', (json: string) => json.replace('Đ', inAscii)],
])('What was heard for the first time %s takes one byte a character', (_, write) => {
  // A name that stands in this file, which is in Vietnamese, is known in two bytes already.
  const name = `n${performance.now()}`;
  const { data } = readAnswer(Buffer.from(write(`{"data":{"${name}":"Đà Nẵng","a":"${name}"}}`)))!;
  expect(
    Object.entries(data!)
      .flat()
      .map((each) => takesTwoBytes(each as string)),
  ).toEqual(Array(4).fill(false));
  expect(Object.keys(data!)).toEqual([name, 'a']);
});

it('Half a character, which nobody can tell, is told as one that is missing', () => {
  const { data, errors } = readAnswer(
    Buffer.from('{"data":{"name":"\\ud83d"},"errors":[{"message":"\\ud83d"}]}'),
  )!;
  expect([data, errors]).toEqual([{ name: toBytes('\ufffd') }, [{ message: '\ufffd' }]]);
});

it.each([
  ['no JSON', '{"data":'],
  ['no JSON, with a character written out', '{"data":{"name":"\\u1ea1"}'],
  ['a list', '["\\u1ea1"]'],
  ['neither data nor errors', '{"extensions":{"name":"\\u1ea1"}}'],
  ['errors that are none', '{"data":{},"errors":["\\u1ea1"]}'],
])('Nothing is read from %s', (_, body) => {
  expect(readAnswer(Buffer.from(body))).toBeNull();
});

it('Nothing is read from what is no UTF-8', () => {
  expect(readAnswer(Buffer.from('{"data":{"name":"é"}}', 'latin1'))).toBeNull();
});
