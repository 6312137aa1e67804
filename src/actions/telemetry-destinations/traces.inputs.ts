import { IsBoolean, IsIn, IsInt, MaxLength, Min } from 'class-validator';
import { Describe, Nullable, Optional, Rule } from '../../kit/catalog/index.js';
import { CollectorUrl } from './collector-fields.js';

/** What spans may hold. */
export const CONTENT_MODES = ['metadata_only', 'content'] as const;

/** What a destination gets of the traces. */
export class TracesInput {
  @Optional()
  @IsBoolean()
  @Describe('Whether the destination gets traces.', { default: true })
  enabled?: boolean;

  @Nullable()
  @IsIn([...CONTENT_MODES])
  @Describe(
    'metadata_only sends ids, times and counts; content also sends prompts, answers and what tools were given and gave.',
    { default: 'metadata_only' },
  )
  content_mode?: (typeof CONTENT_MODES)[number] | null;

  @Nullable()
  @MaxLength(2048)
  @CollectorUrl()
  @Describe(
    'Full URL for traces where the collector takes them elsewhere than at /v1/traces; same host and port as endpoint_url. null removes it.',
  )
  endpoint_url?: string | null;

  @Nullable()
  @IsInt()
  @Min(1)
  @Describe('The most bytes of content in one span; null sets no bound but that of the API.')
  max_content_bytes?: number | null;
}

/** Traces go to the host that everything else goes to. */
export const SameHost = (): PropertyDecorator =>
  Rule('must have an endpoint_url with the host of endpoint_url', (traces, { endpoint_url }) => {
    const own = (traces as TracesInput | null)?.endpoint_url;
    return [own, endpoint_url].some((url) => typeof url !== 'string') || hostOf(own) === hostOf(endpoint_url);
  });

const hostOf = (url: unknown): string | undefined =>
  URL.canParse(String(url)) ? new URL(String(url)).host : undefined;
