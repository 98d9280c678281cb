import { before, malformed, missing, nobody, spoilt, toCome, twice, type SpoiltTables } from './kinds.ts';

export const mofa: SpoiltTables = {
  MigrationCount: spoilt('year country purpose', malformed('people', 0.05, -1)),
  DiplomaticPassport: spoilt(
    'number',
    before('validTo', 'issuedOn', 0.06),
    malformed('kind', 0.05, 'Công vụ'),
    // The same booklet entered again, one number further on.
    twice('holderId kind issuedOn', 'number', 0.06, (number) => `Z95${number.slice(3)}`),
  ),
  Legalisation: spoilt(
    'number',
    malformed('documentKind', 0.03, 'Bằng cấp'),
    missing('country', 0.03),
    nobody('holderId', 0.04),
    toCome('issuedOn', 0.03),
  ),
};
