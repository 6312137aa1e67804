import { observe } from '../host-port.js';

/** Receives bugs of the connector and failures of the host's ports. */
export type Report = (error: unknown, requestId: string) => void;

/**
 * Where errors are reported. A host's log that fails must not change what it reports; without one, the first error of each
 * class is a warning of the process, so it is seen and a busy process is not flooded.
 */
export function reporter(given: Report | undefined, redact: (text: string) => string): Report {
  const report = given ?? warningOnce(redact);
  return (error, requestId) => {
    // There is nowhere left to report that it failed.
    observe(
      () => report(error, requestId),
      () => {},
    );
  };
}

function warningOnce(redact: (text: string) => string): Report {
  const seen = new Set<string>();
  return (error, requestId) => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    if (seen.has(name)) return;
    seen.add(name);
    process.emitWarning(
      redact(`${name}: ${message} (request ${requestId}; pass onInternalError to log each of them)`),
      { type: 'ConnectorWarning', detail: redact(stack ?? '') },
    );
  };
}
