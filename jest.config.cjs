/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.(m?js|ts)$': '@swc/jest' },
  // Published as ES modules only; Jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(jose)/)'],
};
