import { isIP } from 'node:net';
import {
  optional,
  readEnvironment,
  whole,
  wholeNumber,
  wholeNumberDesc,
  withDefault,
} from '../config/environment.js';

const MB = 1024 * 1024;
const DELAY_BOUNDS = [0, 600_000] as const;

/** How long readiness tells of the end before it begins in production, milliseconds: balancers ask every few seconds. */
const PRODUCTION_DELAY_MS = 5_000;

/** The environment variables of the HTTP server: its bounds, and the proxies in front. */
export const SERVER_VARIABLES = {
  PLATFORM_MAX_CONNECTIONS: whole(1, 1_000_000, 5000),
  PLATFORM_MAX_CONNECTIONS_PER_ADDRESS: optional((text) => wholeNumber(text, 1, 1_000_000), {
    desc: wholeNumberDesc(1, 1_000_000),
    example: '500',
  }),
  PLATFORM_WRITE_TIMEOUT_MS: whole(100, 3_600_000, 30_000),
  PLATFORM_MAX_WAITING_BYTES: whole(MB, 64 * 1024 * MB, 128 * MB),
  SHUTDOWN_DELAY_MS: optional((text) => wholeNumber(text, ...DELAY_BOUNDS), {
    desc: wholeNumberDesc(...DELAY_BOUNDS),
    example: '5000',
  }),
  SHUTDOWN_TIMEOUT_MS: whole(0, 3_600_000, 35_000),
  PLATFORM_TRUSTED_PROXIES: withDefault<readonly string[]>(addresses, {
    desc: 'addresses or subnets of the proxies in front, with commas between them',
    example: '10.0.0.0/8,127.0.0.1',
    default: [],
  }),
};

/** The bounds of the HTTP server, and the proxies in front of it. */
export interface ServerSettings {
  /** Connections that are open at once; a further one is closed. */
  readonly maxConnections: number;
  /** Those of one address; the addresses of trusted proxies have no bound of their own. */
  readonly maxConnectionsPerAddress: number;
  /** How long a client may read nothing of a response, milliseconds. */
  readonly writeTimeoutMs: number;
  /** Bytes of responses that wait for their clients, over all connections. */
  readonly maxWaitingBytes: number;
  /** Addresses and subnets whose `x-forwarded-for` is believed. */
  readonly trustedProxies: readonly string[];
  readonly shutdown: ShutdownSettings;
}

/** How the process ends. */
export interface ShutdownSettings {
  /** How long it is not ready before it stops to take requests, milliseconds. */
  readonly delayMs: number;
  /** How long requests in progress may take then, milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function serverSettingsFrom(env: NodeJS.ProcessEnv): ServerSettings {
  const values = readEnvironment(SERVER_VARIABLES, env);
  return {
    maxConnections: values.PLATFORM_MAX_CONNECTIONS,
    maxConnectionsPerAddress:
      values.PLATFORM_MAX_CONNECTIONS_PER_ADDRESS ?? Math.ceil(values.PLATFORM_MAX_CONNECTIONS / 4),
    writeTimeoutMs: values.PLATFORM_WRITE_TIMEOUT_MS,
    maxWaitingBytes: values.PLATFORM_MAX_WAITING_BYTES,
    trustedProxies: values.PLATFORM_TRUSTED_PROXIES,
    shutdown: {
      delayMs: values.SHUTDOWN_DELAY_MS ?? (env['NODE_ENV'] === 'production' ? PRODUCTION_DELAY_MS : 0),
      timeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    },
  };
}

function addresses(text: string): readonly string[] | undefined {
  const given = text.split(',').map((one) => one.trim());
  return given.every(isSubnet) ? given : undefined;
}

function isSubnet(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const longest = isIP(address) === 4 ? 32 : 128;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  return more.length === 0 && isIP(address) !== 0 && fits;
}
