import axios, { AxiosHeaders } from 'axios';
import type { AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { isSafePath } from '../urls/request-path.js';
import { Attempt } from './attempt.js';
import { TransportFailure } from './transport-failure.js';
import { hostHeaders } from './wire-headers.js';

/** A configuration of axios that carries an attempt. */
export interface AttemptConfig extends InternalAxiosRequestConfig {
  attempt?: Attempt;
}

/** What the adapter puts before and beside every request. */
export interface WireDefaults {
  readonly prefix: string;
  readonly headers: readonly string[];
}

/** Shared by all requests that no interceptor sees. */
export const NO_HEADERS = Object.freeze(new AxiosHeaders());

/** Makes axios's transport: what the attempt in the configuration says, over the attempt's own pool. */
export function adapterOf(defaults: WireDefaults) {
  return (config: AttemptConfig): Promise<AxiosResponse<string>> => {
    const { attempt, method = 'GET', url = '', data } = config;
    if (!(attempt instanceof Attempt)) {
      throw new TransportFailure('invalid_request', 'only send() sends requests', false);
    }
    // Interceptors may have written another one.
    if (config.headers !== NO_HEADERS && !isSafePath(url)) {
      throw new TransportFailure(
        'invalid_request',
        'an interceptor changed the path to an unsafe one',
        false,
      );
    }
    const headers = [...defaults.headers];
    if (config.headers !== NO_HEADERS) headers.push(...hostHeaders(config.headers));
    if (attempt.beta !== undefined) headers.push('anthropic-beta', attempt.beta);
    if (data !== undefined) headers.push('content-type', 'application/json');
    return attempt.start({
      method: method.toUpperCase(),
      path: defaults.prefix + url,
      headers,
      body: data,
      config,
    });
  };
}

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
};

/**
 * Makes the axios instance. Its defaults are frozen, so that the configuration can be prepared once: what a host wants
 * to add, it adds with interceptors.
 */
export function createHttp(adapter: ReturnType<typeof adapterOf>): AxiosInstance {
  const http = axios.create({
    adapter,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: false,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });
  deepFreeze(http.defaults);
  return http;
}
