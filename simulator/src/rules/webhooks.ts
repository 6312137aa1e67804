import { invalid, notFound } from '../errors.js';
import type { Ids } from '../ids.js';
import { take } from '../state/paging.js';
import type { IdCursor, IdPage } from '../state/paging.js';
import { pageById } from '../state/paging.js';
import type { Organization } from '../state/organization.js';
import type { Webhook, WebhookEvent } from '../state/webhook.js';

/** The body of `webhooks.create`. */
export interface NewWebhook {
  readonly url: string;
  readonly enabled_events: readonly WebhookEvent[];
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** The body of `webhooks.update`; an empty list of events changes nothing. */
export interface WebhookChange extends Partial<NewWebhook> {
  readonly state?: 'disabled' | 'enabled' | undefined;
}

/** The query of `webhooks.list`. */
export interface WebhookQuery extends IdCursor {
  readonly order: 'asc' | 'desc';
}

/** A limit of 0 means this one. */
const PRESET_LIMIT = 20;

/**
 * The webhooks of the organization, where the beta is on.
 *
 * @throws ApiError 404 where it is off (webhooks.create).
 */
export function webhooksOf({ webhooks, settings }: Organization): Organization['webhooks'] {
  if (!settings.webhooksBeta) throw notFound('Route');
  return webhooks;
}

/**
 * Webhooks page by page, newest first unless asked otherwise. Unlike elsewhere, `before_id` gives the first
 * rows of the list that stand before it (webhooks.list).
 *
 * @throws ApiError 400 for a cursor that does not fit.
 */
export function listWebhooks<W>(
  organization: Organization,
  { order, ...query }: WebhookQuery,
  wire: (webhook: Webhook) => W,
): IdPage<W> {
  const webhooks = webhooksOf(organization);
  const newestFirst = order === 'desc';
  const limit = query.limit === 0 ? PRESET_LIMIT : query.limit;
  if (query.before_id === undefined || query.after_id !== undefined) {
    return pageById(webhooks, { ...query, limit }, wire, { newestFirst });
  }
  const before = pageById(webhooks, { ...query, limit: Infinity }, (webhook) => webhook, { newestFirst });
  const { records, more } = take(before.data, limit);
  return {
    data: records.map(wire),
    has_more: more,
    first_id: records[0]?.id ?? null,
    last_id: records.at(-1)?.id ?? null,
  };
}

/**
 * Makes a webhook, with a secret to sign with (webhooks.create).
 *
 * @throws ApiError 400 at the cap, or for a URL that is not https (assumed).
 */
export function createWebhook(
  organization: Organization,
  wanted: NewWebhook,
  now: number,
  ids: Ids,
): Webhook {
  const webhooks = webhooksOf(organization);
  checkUrl(wanted.url);
  if (webhooks.size >= organization.limits.webhooks) {
    throw invalid(`An organization can have ${organization.limits.webhooks} webhook endpoints.`);
  }
  return webhooks.insert({
    id: ids('whe_'),
    createdAt: now,
    updatedAt: now,
    name: wanted.name ?? '',
    description: wanted.description ?? '',
    url: wanted.url,
    enabledEvents: wanted.enabled_events,
    state: 'enabled',
    disabledReason: '',
    signingSecret: newSecret(ids),
  });
}

/**
 * Changes what is given (webhooks.update); enabling clears the reason why it was disabled.
 *
 * @throws ApiError 404, or 400 for a URL that is not https (assumed).
 */
export function updateWebhook(
  organization: Organization,
  id: string,
  change: WebhookChange,
  now: number,
): Webhook {
  const webhook = webhooksOf(organization).mustFind(id);
  if (change.url !== undefined) checkUrl(change.url);
  return Object.assign(webhook, {
    name: change.name ?? webhook.name,
    description: change.description ?? webhook.description,
    url: change.url ?? webhook.url,
    enabledEvents: change.enabled_events?.length ? change.enabled_events : webhook.enabledEvents,
    state: change.state ?? webhook.state,
    disabledReason: change.state === 'enabled' ? '' : webhook.disabledReason,
    updatedAt: now,
  });
}

/**
 * Replaces the secret; the old one is gone at once (webhooks.regenerate_signing_secret).
 *
 * @throws ApiError 404.
 */
export function regenerateSecret(organization: Organization, id: string, now: number, ids: Ids): Webhook {
  const webhook = webhooksOf(organization).mustFind(id);
  webhook.signingSecret = newSecret(ids);
  webhook.updatedAt = now;
  return webhook;
}

/**
 * Deletes a webhook (webhooks.delete).
 *
 * @throws ApiError 404.
 */
export function deleteWebhook(organization: Organization, id: string): void {
  const webhooks = webhooksOf(organization);
  webhooks.mustFind(id);
  webhooks.remove(id);
}

const newSecret = (ids: Ids): string => ids('whsec_');

function checkUrl(url: string): void {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw invalid('url: must be an https URL');
}
