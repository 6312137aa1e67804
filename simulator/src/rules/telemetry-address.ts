import { isIP } from 'node:net';
import { invalid } from '../errors.js';

const MAX_NAME = 128;
const MAX_VALUE = 4_096;
const MAX_TOTAL = 16_384;
const MAX_HEADERS = 20;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
const RESERVED = /^(host|cookie|user-agent|content-.*|proxy-.*|x-forwarded-.*|anthropic-.*)$/;

/**
 * Checks the URL of a destination: https, a host name, port 443 (telemetry_destinations.create).
 *
 * @throws ApiError 400 that names the field.
 */
export function checkEndpoint(url: string, at: string): void {
  if (!URL.canParse(url)) throw invalid(`${at}: must be a URL`);
  const { protocol, port, hostname, username, password, search, hash } = new URL(url);
  if (protocol !== 'https:') throw invalid(`${at}: must use https`);
  if (port !== '') throw invalid(`${at}: the port must be 443`);
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0)
    throw invalid(`${at}: must contain a host name, not an IP address`);
  if (username || password || search || hash) {
    throw invalid(`${at}: must not contain credentials, a query or a fragment`);
  }
}

/**
 * Checks the headers of deliveries (telemetry_destinations.create).
 *
 * @throws ApiError 400 that names the header.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const entries = Object.entries(headers);
  if (entries.length > MAX_HEADERS)
    throw invalid(`headers: Object should have at most ${MAX_HEADERS} entries`);
  for (const [name, value] of entries) checkHeader(name, value);
  const names = new Set(entries.map(([name]) => name.toLowerCase()));
  if (names.size < entries.length) throw invalid('headers: names must be unique, ignoring case');
  const total = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (total > MAX_TOTAL)
    throw invalid(`headers: names and values must not exceed ${MAX_TOTAL} bytes in total`);
}

function checkHeader(name: string, value: string): void {
  if (name.length > MAX_NAME || !TOKEN.test(name)) throw invalid(`headers.${name}: not a valid header name`);
  if (RESERVED.test(name.toLowerCase().replaceAll('_', '-')))
    throw invalid(`headers.${name}: reserved header name`);
  if (value.length > MAX_VALUE || !PRINTABLE.test(value) || value.trim() !== value) {
    throw invalid(`headers.${name}: must be at most ${MAX_VALUE} printable ASCII characters`);
  }
}
