/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Whoever hangs is to fail; how fast something is, is said where it matters, and a machine may be busy.
  testTimeout: 60_000,
  // Half of the time the tests wait for a database, so they need not leave a core to anybody.
  maxWorkers: '100%',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: { '\\.(m?js|ts)$': '@swc/jest' },
  // The examples, and whoever tests the SDK, import it as its users do.
  moduleNameMapper: { '^@laurel/sdk$': '<rootDir>/client/sdk/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Published as ES modules only; Jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};
