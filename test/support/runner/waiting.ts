const WAITING =
  /\/test\/(portal\/browser|examples|soak|platform\/start|mcp\/stdio|exports\/script|docs\/readme|simulator\/readme)/;

/** Tells whether a test file spends most of its time waiting for a browser or for processes that it starts. */
export const isWaiting = (path: string): boolean => WAITING.test(path);
