import { randomUUID } from 'node:crypto';

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance. Ids sort by time, whichever replica made them. */
export function newReceiptId(milliseconds: number): string {
  // Node gathers chance for these in advance: bytes by themselves cost thirty times as much.
  const chance = randomUUID();
  const time = milliseconds.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(15)}`;
}

/** When a receipt id was made, in milliseconds. */
export const timeOfReceiptId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Where the ids of a moment begin: every id made before it is less, every other is not. */
export const firstIdAt = (milliseconds: number): string =>
  dashed(milliseconds.toString(16).padStart(12, '0').padEnd(32, '0'));

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
