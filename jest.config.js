/** Real parts, no module mocks: suites build what they test in memory or in a temporary folder. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  // These are left to jest.long.config.js.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$'],
  testRunner: '<rootDir>/tests/runner/run-file.js',
  // What tsx makes of a file is all that is made of it.
  transform: {},
  // Suites mostly wait for servers they started: three at a time keep two cores busy.
  maxWorkers: 3,
  testTimeout: 60_000,
};
