import { serialize } from 'node:v8';

/** How V8 writes a text down that it keeps in one byte a character: behind two bytes for the version, with this tag. */
const ONE_BYTE = '"'.charCodeAt(0);

export const takesTwoBytes = (text: string): boolean => serialize(text)[2] !== ONE_BYTE;
