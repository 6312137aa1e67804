import { emptyAsAbsent, fallback, optional } from '../check/field.js';
import { integerText, oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  regenerateSecret,
  updateWebhook,
  webhooksOf,
} from '../rules/webhooks.js';
import { WEBHOOK_EVENTS } from '../state/webhook.js';
import { newWebhookOnWire, webhookOnWire } from '../wire/webhooks.js';
import { WEBHOOKS_BETA } from './betas.js';
import { ID_CURSOR } from './lists.js';

const EVENT = oneOf(WEBHOOK_EVENTS);

const LIST = {
  ...ID_CURSOR,
  limit: fallback(integerText({ min: 0, max: 100 }), 0),
  order: emptyAsAbsent(oneOf(['asc', 'desc'])),
};

/** Webhook endpoints. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  route(
    'webhooks.list',
    'GET /v1/organizations/webhooks',
    { beta: WEBHOOKS_BETA, query: LIST },
    ({ organization, query }) =>
      listWebhooks(organization, { ...query, order: query.order ?? 'desc' }, webhookOnWire),
  ),
  route(
    'webhooks.create',
    'POST /v1/organizations/webhooks',
    {
      beta: WEBHOOKS_BETA,
      unrestricted: true,
      body: {
        url: text({ min: 1, format: 'uri' }),
        enabled_events: listOf(EVENT, { min: 1 }),
        name: optional(text()),
        description: optional(text()),
      },
    },
    ({ organization, body, now, ids }) => newWebhookOnWire(createWebhook(organization, body, now, ids)),
  ),
  route(
    'webhooks.retrieve',
    'GET /v1/organizations/webhooks/{webhook_endpoint_id}',
    { beta: WEBHOOKS_BETA },
    ({ organization, params }) =>
      webhookOnWire(webhooksOf(organization).mustFind(params.webhook_endpoint_id)),
  ),
  route(
    'webhooks.update',
    'POST /v1/organizations/webhooks/{webhook_endpoint_id}',
    {
      beta: WEBHOOKS_BETA,
      unrestricted: true,
      body: {
        url: optional(text()),
        enabled_events: optional(listOf(EVENT)),
        name: optional(text()),
        description: optional(text()),
        state: optional(oneOf(['disabled', 'enabled'])),
      },
    },
    ({ organization, params, body, now }) =>
      webhookOnWire(updateWebhook(organization, params.webhook_endpoint_id, body, now)),
  ),
  route(
    'webhooks.delete',
    'DELETE /v1/organizations/webhooks/{webhook_endpoint_id}',
    { beta: WEBHOOKS_BETA },
    ({ organization, params: { webhook_endpoint_id: id } }) => {
      deleteWebhook(organization, id);
      return { id, type: 'webhook_endpoint_deleted' };
    },
  ),
  route(
    'webhooks.regenerate_signing_secret',
    'POST /v1/organizations/webhooks/{webhook_endpoint_id}/regenerate_signing_secret',
    { beta: WEBHOOKS_BETA },
    ({ organization, params, now, ids }) => ({
      signing_secret: regenerateSecret(organization, params.webhook_endpoint_id, now, ids).signingSecret,
    }),
  ),
];
