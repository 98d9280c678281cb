/*
 * How V8 keeps a text: in one byte a character or in two, and in one piece or in as many as it was put together from.
 */

const ASCII = /^[\0-\x7f]*$/;
export const isAscii = (text: string): boolean => ASCII.test(text);

/**
 * The same text in one byte a character, where it can be. What is cut from a text in two bytes stays in two: one Vietnamese letter in a
 * description does it to all names of a schema. A name that a property has is known once, so JSON that is read later brings it
 * back in two bytes as well, and every text that it becomes part of takes twice the memory, and twice the time to move.
 */
export const inOneByte = (text: string): string =>
  isAscii(text) ? Buffer.from(text, 'latin1').toString('latin1') : text;

/** The same text in one piece: pieces are moved one by one when garbage is collected, and gone through wherever they are written. */
export const inOnePiece = (text: string): string =>
  // Reading a character does it, and is not left out where something depends on it.
  Number.isNaN(text.charCodeAt(0)) ? '' : text;
