const BROWSER = /\/test\/portal\/browser\//;
const PROCESSES =
  /\/test\/(admin|examples|hosts|package|soak)\/|\/test\/(platform\/(start|secret-variables)|mcp\/stdio|exports\/script|docs\/readme|simulator\/readme)\./;

/** Tells whether a test file looks at pages in a browser. */
export const usesBrowser = (path: string): boolean => BROWSER.test(path);

/** Tells whether a test file spends most of its time waiting for a browser or for processes that it starts. */
export const isWaiting = (path: string): boolean => usesBrowser(path) || PROCESSES.test(path);
