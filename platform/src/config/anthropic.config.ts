import { ANTHROPIC, DEFAULT_SETTINGS, settingsFrom, type ConnectorOptions } from 'anthropic-admin-connector';
import { mostWaiting, type ConnectorSettings } from 'anthropic-admin-connector/kit';

/** Id of the Anthropic connector, which the drop-in endpoint serves. */
export const ANTHROPIC_ID = ANTHROPIC.manifest.id;

/** How the requests of an organization are paced. */
export type PacingSettings = Pick<ConnectorSettings, 'requestsPerMinute' | 'maxWaiting' | 'subjectShare'>;

/** Injects how requests are paced, and which share of everything one subject has. */
export const PACING_SETTINGS = Symbol('PACING_SETTINGS');

/** The pace of one organization: options of the host override the environment. */
export function pacingOf(options: ConnectorOptions): PacingSettings {
  const set = settingsFrom(process.env);
  const requestsPerMinute =
    options.requestsPerMinute ?? set.requestsPerMinute ?? DEFAULT_SETTINGS.requestsPerMinute;
  return {
    requestsPerMinute,
    maxWaiting: options.maxWaiting ?? set.maxWaiting ?? mostWaiting(requestsPerMinute),
    subjectShare: options.subjectShare ?? set.subjectShare ?? DEFAULT_SETTINGS.subjectShare,
  };
}
