/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^anthropic-admin-connector$': '<rootDir>/src/index.ts',
    '^anthropic-admin-connector/nest$': '<rootDir>/src/nest.ts',
    '^anthropic-admin-simulator$': '<rootDir>/simulator/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['<rootDir>/test/support/setup.ts'],
  globalSetup: '<rootDir>/test/database/support/postgres/name-folder.mjs',
  globalTeardown: '<rootDir>/test/database/support/postgres/stop.mjs',
  testTimeout: 30_000,
  // As many as a small machine has cores: one for the tests and one for nothing would waste half of it.
  maxWorkers: 2,
  // ES modules of finished suites stay in a worker's memory; after a hundred suites it would do little but look for room.
  workerIdleMemoryLimit: '1GB',
};
