import {
  DEFAULT_SETTINGS,
  settingsFrom,
  type ConnectorOptions,
  type ConnectorSettings,
} from 'anthropic-admin-connector';

/** Id of the connector whose connections the platform stores. */
export const CONNECTOR = 'anthropic';

/** The settings that the connector will use: options of the host override the environment. */
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
