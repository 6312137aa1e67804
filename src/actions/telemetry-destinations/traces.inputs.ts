import { IsBoolean, IsIn, IsInt, MaxLength, Min } from 'class-validator';
import { Describe, Nullable, Optional, Rule } from '../../kit/catalog/index.js';
import { CollectorUrl } from './collector-fields.js';

/** What spans can contain. */
export const CONTENT_MODES = ['metadata_only', 'content'] as const;

/** The trace settings of a destination. */
export class TracesInput {
  @Optional()
  @IsBoolean()
  @Describe('Whether the destination receives traces.', { default: true })
  enabled?: boolean;

  @Nullable()
  @IsIn([...CONTENT_MODES])
  @Describe(
    'metadata_only sends ids, times and counts; content also sends prompts, responses, and tool inputs and outputs.',
    { default: 'metadata_only' },
  )
  content_mode?: (typeof CONTENT_MODES)[number] | null;

  @Nullable()
  @MaxLength(2048)
  @CollectorUrl()
  @Describe(
    'Full URL for traces if the collector does not receive them at /v1/traces; must have the host and port of endpoint_url. null removes it.',
  )
  endpoint_url?: string | null;

  @Nullable()
  @IsInt()
  @Min(1)
  @Describe('Maximum bytes of content per span; null applies only the limit of the API.')
  max_content_bytes?: number | null;
}

/** Traces must go to the host of the endpoint. */
export const SameHost = (): PropertyDecorator =>
  Rule('must have an endpoint_url with the same host as endpoint_url', (traces, { endpoint_url }) => {
    const own = (traces as TracesInput | null)?.endpoint_url;
    return [own, endpoint_url].some((url) => typeof url !== 'string') || hostOf(own) === hostOf(endpoint_url);
  });

const hostOf = (url: unknown): string | undefined =>
  URL.canParse(String(url)) ? new URL(String(url)).host : undefined;
