import { timestamp } from '../clock.js';
import type { Webhook } from '../state/webhook.js';

/** Serializes a webhook without its secret (`BetaOrganizationWebhookEndpoint`). */
export const webhookOnWire = (webhook: Webhook): object => ({
  id: webhook.id,
  name: webhook.name,
  description: webhook.description,
  url: webhook.url,
  enabled_events: webhook.enabledEvents,
  state: webhook.state,
  disabled_reason: webhook.disabledReason,
  created_at: timestamp(webhook.createdAt),
  updated_at: timestamp(webhook.updatedAt),
});

/** Serializes a new webhook with its secret (`BetaNewOrganizationWebhookEndpoint`). */
export const newWebhookOnWire = (webhook: Webhook): object => ({
  ...webhookOnWire(webhook),
  signing_secret: webhook.signingSecret,
});
