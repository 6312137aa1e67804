/** What a webhook may be told. */
export const WEBHOOK_EVENTS = [
  'external_key.failed',
  'external_key.recovered',
  'user_profile.enforcement_action_opened',
  'user_profile.enforcement_action_resolved',
  'user_profile.program_status_updated',
] as const;

/** An event that a webhook may be told. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** An endpoint that is told of events. */
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
  /** Shown once, when it is made. */
  signingSecret: string;
}
