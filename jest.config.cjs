/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Long enough for a busy machine: only a test that hangs fails. Tests of speed set limits of their own.
  testTimeout: 60_000,
  // Tests wait for a database half of the time, so every core gets a worker.
  maxWorkers: '100%',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: { '\\.(m?js|ts)$': '@swc/jest' },
  // The examples and the tests of the SDK import it as its users do.
  moduleNameMapper: {
    '^@laurel/sdk$': '<rootDir>/client/sdk/index.ts',
    '^@laurel/sdk/(.*)$': '<rootDir>/client/sdk/$1.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Published as ES modules only; Jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};
