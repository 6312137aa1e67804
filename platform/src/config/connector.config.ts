import {
  ANTHROPIC_WIRE,
  DEFAULT_SETTINGS,
  settingsFrom,
  type ConnectorOptions,
  type ConnectorPorts,
  type ConnectorSettings,
} from 'anthropic-admin-connector';

/** Id of the Anthropic connector, which the drop-in endpoint serves. */
export const CONNECTOR = 'anthropic';

/** The settings that the connector will use: options of the host override the environment. */
export const connectorSettingsOf = ({
  baseUrl,
  requestsPerMinute,
}: ConnectorOptions): Pick<ConnectorSettings, 'baseUrl' | 'requestsPerMinute'> => {
  const given = settingsFrom(process.env);
  return {
    baseUrl: baseUrl ?? given.baseUrl ?? ANTHROPIC_WIRE.baseUrl,
    requestsPerMinute: requestsPerMinute ?? given.requestsPerMinute ?? DEFAULT_SETTINGS.requestsPerMinute,
  };
};

/** The ports among the options of a host: those that all connectors of the platform share. */
export function portsIn({
  baseUrl: _baseUrl,
  timeoutMs: _timeoutMs,
  requestTimeoutMs: _requestTimeoutMs,
  maxRetries: _maxRetries,
  requestsPerMinute: _requestsPerMinute,
  maxAnswerBytes: _maxAnswerBytes,
  connections: _connections,
  ...ports
}: ConnectorOptions): ConnectorPorts {
  return ports;
}
