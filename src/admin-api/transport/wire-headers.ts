import type { AxiosRequestHeaders } from 'axios';

const API_VERSION = '2023-06-01';

/** Ours alone: what a host's interceptor sets under these names is dropped. */
const RESERVED = new Set([
  'x-api-key',
  'authorization',
  'proxy-authorization',
  'cookie',
  'anthropic-version',
  'anthropic-beta',
  'user-agent',
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'host',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** The headers that every request carries, as the pool takes them: name, value, name, value. */
export const fixedHeaders = (userAgent: string): readonly string[] => [
  'anthropic-version',
  API_VERSION,
  'user-agent',
  userAgent,
  'accept',
  'application/json',
  'accept-encoding',
  'identity',
];

/** What a host's interceptors added, without the names that are ours. */
export function hostHeaders(headers: AxiosRequestHeaders): string[] {
  const kept: string[] = [];
  for (const [name, value] of Object.entries(headers.toJSON())) {
    if (!RESERVED.has(name.toLowerCase()) && value !== undefined && value !== null) {
      kept.push(name, String(value));
    }
  }
  return kept;
}
