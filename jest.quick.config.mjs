import config from './jest.config.mjs';

// The support files read it: one database, and few runs of each property.
process.env.TEST_QUICK = '1';

/**
 * `npm run test:quick`: leaves out the browser, processes that are started and killed, PostgreSQL, and long runs.
 * @type {import('jest').Config}
 */
export default {
  ...config,
  testPathIgnorePatterns: [
    '/test/(portal/browser|examples|hosts|package|soak|fuzz|admin|database|throttle|operations|journey)/',
    '/test/(platform/start|platform/shutdown|platform/secret-variables|exports/script|docs/readme|docs/mount-it|simulator/readme|simulator/command|contract/drift)',
    '/test/mcp/(stdio|in-flight|every-tool|long-calls)',
    '/test/portal/http/(processes|oidc)',
    '/test/(drop-in|simulator|tools)/(sdk-)?every-',
    '/test/e2e/(generated-input|canary)',
  ],
};
