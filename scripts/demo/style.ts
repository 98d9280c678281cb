import { styleText } from 'node:util';

/** Node 20 styles also what is piped into a file. */
const coloured = process.stdout.isTTY === true && process.stdout.hasColors() && !process.env['NO_COLOR'];

/** Coloured where somebody watches a terminal, plain elsewhere. */
export const style: typeof styleText = (format, text) => (coloured ? styleText(format, text) : text);
