import {
  DEFAULT_SETTINGS,
  settingsFrom,
  type ConnectorOptions,
  type ConnectorSettings,
} from 'anthropic-admin-connector';

/** The settings that the connector will work with: what a host gives wins over the environment. */
export const connectorSettingsOf = ({
  baseUrl,
  requestsPerMinute,
}: ConnectorOptions): Pick<ConnectorSettings, 'baseUrl' | 'requestsPerMinute'> => {
  const given = settingsFrom(process.env);
  return {
    baseUrl: baseUrl ?? given.baseUrl ?? DEFAULT_SETTINGS.baseUrl,
    requestsPerMinute: requestsPerMinute ?? given.requestsPerMinute ?? DEFAULT_SETTINGS.requestsPerMinute,
  };
};
