import { ANTHROPIC, DEFAULT_SETTINGS, settingsFrom, type ConnectorOptions } from 'anthropic-admin-connector';

/** Id of the Anthropic connector, which the drop-in endpoint serves. */
export const ANTHROPIC_ID = ANTHROPIC.manifest.id;

/** Requests per minute for one organization: options of the host override the environment. */
export const requestsPerMinuteOf = ({ requestsPerMinute }: ConnectorOptions): number =>
  requestsPerMinute ?? settingsFrom(process.env).requestsPerMinute ?? DEFAULT_SETTINGS.requestsPerMinute;
