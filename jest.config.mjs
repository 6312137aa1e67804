/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  transform: {},
  runner: '<rootDir>/test/support/runner/lanes.mjs',
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/runner/globals.ts'],
  globalSetup: '<rootDir>/test/database/support/postgres/name-folder.mjs',
  globalTeardown: '<rootDir>/test/database/support/postgres/stop.mjs',
  maxWorkers: 2,
};
