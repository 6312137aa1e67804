/** The events of webhooks. */
export const WEBHOOK_EVENTS = [
  'external_key.failed',
  'external_key.recovered',
  'external_storage.failed',
  'external_storage.recovered',
  'user_profile.enforcement_action_opened',
  'user_profile.enforcement_action_resolved',
  'user_profile.program_status_updated',
] as const;

/** A webhook event. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A webhook endpoint. */
export interface Webhook {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  description: string;
  url: string;
  enabledEvents: readonly WebhookEvent[];
  state: 'disabled' | 'enabled';
  disabledReason: string;
  /** The signing secret, returned only on creation and regeneration. */
  signingSecret: string;
}
