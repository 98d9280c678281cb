import usual from './jest.config.js';

/** The suites that `npm test` leaves out: CONTRIBUTING.md says which these are. */
export default {
  ...usual,
  testMatch: ['<rootDir>/tests/**/*.long.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
