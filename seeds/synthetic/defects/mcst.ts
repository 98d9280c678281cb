import { shortened, spoilt, toCome, twice, type SpoiltTables } from './kinds.ts';

export const mcst: SpoiltTables = {
  CultureInspection: spoilt(
    'number',
    shortened('inspectedId', 0.15),
    toCome('inspectedOn', 0.15),
    twice('decisionNumber', 'number', 0.15),
  ),
};
