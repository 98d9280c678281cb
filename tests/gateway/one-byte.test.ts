import { expect, it } from '@jest/globals';
import { toBytes } from '@lienthong/shared/bytes';
import { canonicalJson } from '@lienthong/gateway/audit/canonical-json';
import { inOneByte, inOnePiece } from '@lienthong/shared/kept-text';
import { takesTwoBytes } from '../support/takes-two-bytes.ts';

/** Cut from a text with letters that one byte does not hold. */
const cut = 'nameCutOff: họ và tên'.slice(0, 10);

it('A name cut from Vietnamese text takes two bytes a character, and one where it is put so, or told as bytes', () => {
  expect(takesTwoBytes(cut)).toBe(true);
  expect(inOneByte(cut)).toBe('nameCutOff');
  expect([inOneByte(cut), toBytes(cut), toBytes(`{"${cut}":"họ"}`)].map(takesTwoBytes)).toEqual([
    ...[false, false, false],
  ]);
  expect(inOneByte('họ và tên')).toBe('họ và tên');
});

it('What a receipt says again and again takes one byte a character, where it names what was cut from Vietnamese text', () => {
  expect(takesTwoBytes(canonicalJson({ grants: Object.freeze([cut]) }))).toBe(false);
});

it('A text in one piece is the same text', () => {
  expect(['', `họ ${cut}`].map(inOnePiece)).toEqual(['', 'họ nameCutOff']);
});
