import { ArrayMinSize, IsIn, IsInt, IsString, Max, Min, MinLength } from 'class-validator';
import { Describe, HttpsUrl, Id, ListOf, Nullable, Optional, action, msg } from '../../kit/catalog/index.js';
import { IdCursorInput } from '../shared.inputs.js';

/** Events that can be delivered. */
export const WEBHOOK_EVENTS = [
  'external_key.failed',
  'external_key.recovered',
  'external_storage.failed',
  'external_storage.recovered',
  'user_profile.enforcement_action_opened',
  'user_profile.enforcement_action_resolved',
  'user_profile.program_status_updated',
] as const;

/** An event that can be delivered. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Input of the actions on one webhook. */
export class WebhookIdInput {
  @Id()
  @Describe(msg`Id of the webhook endpoint, from ${action('webhooks_list')}.`)
  webhook_endpoint_id: string;
}

/** Input of `webhooks_list`. */
export class WebhooksListInput extends IdCursorInput {
  @Optional()
  @IsInt()
  @Min(0)
  @Max(100)
  @Describe('Webhooks per page, up to 100; 0 means the default of 20.', { default: 0 })
  declare limit?: number;

  @Nullable()
  @IsIn(['asc', 'desc'])
  @Describe('Order by creation time: desc returns the newest first.', { default: 'desc' })
  order?: 'asc' | 'desc' | null;
}

/** Input of `webhooks_create`. */
export class WebhooksCreateInput {
  @ArrayMinSize(1)
  @ListOf(WEBHOOK_EVENTS)
  @Describe('Events to deliver, at least one.', { examples: [['external_key.failed']] })
  enabled_events: WebhookEvent[];

  @MinLength(1)
  @HttpsUrl()
  @Describe('https URL that receives the deliveries.', {
    format: 'uri',
    examples: ['https://example.com/hooks/claude'],
  })
  url: string;

  @Optional()
  @IsString()
  @Describe('Free-form notes.')
  description?: string;

  @Optional()
  @IsString()
  @Describe('Display name.', { examples: ['Key alerts'] })
  name?: string;
}

/** Input of `webhooks_update`. */
export class WebhooksUpdateInput extends WebhookIdInput {
  @Optional()
  @ListOf(WEBHOOK_EVENTS)
  @Describe('New list of events to deliver, which replaces the old one; an empty list changes nothing.')
  enabled_events?: WebhookEvent[];

  @Optional()
  @HttpsUrl()
  @Describe('https URL that receives the deliveries.', { format: 'uri' })
  url?: string;

  @Optional()
  @IsString()
  @Describe('Free-form notes.')
  description?: string;

  @Optional()
  @IsString()
  @Describe('Display name.')
  name?: string;

  @Optional()
  @IsIn(['disabled', 'enabled'])
  @Describe(
    'disabled stops deliveries, and events in the meantime are never delivered; enabled resumes them.',
  )
  state?: 'disabled' | 'enabled';
}
