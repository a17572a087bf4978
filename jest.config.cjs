/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: { '\\.(m?js|ts)$': '@swc/jest' },
  // Published as ES modules only; Jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};
