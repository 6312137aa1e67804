import type { ConnectorOptions } from 'anthropic-admin-connector';
import { countEvents } from './count-events.js';
import { MeasuredAudit } from './measured-audit.js';
import type { Metrics } from './metrics.js';

/** Options of a connector under which it is measured; whoever listened before still does. */
export function measured<Options extends ConnectorOptions>(metrics: Metrics, options: Options): Options {
  const { onEvent, onAnswerMismatch, credentialAudit, audit } = options;
  const count = countEvents(metrics);
  return {
    ...options,
    audit: new MeasuredAudit(metrics, audit),
    credentialAudit: async (event) => {
      try {
        await credentialAudit?.(event);
      } catch (error) {
        metrics.auditFailures.inc({ kind: 'credential' });
        throw error;
      }
    },
    onEvent: (event) => {
      count(event);
      onEvent?.(event);
    },
    onAnswerMismatch: (mismatch) => {
      metrics.answerMismatches.inc({ action: mismatch.actionId });
      onAnswerMismatch?.(mismatch);
    },
  };
}
