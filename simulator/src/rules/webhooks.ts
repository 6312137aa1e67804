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

/** The page size for `limit=0`. */
const PRESET_LIMIT = 20;

/**
 * The webhooks of an organization in the beta.
 *
 * @throws ApiError 404 if the organization is not in the beta (webhooks.create).
 */
export function webhooksOf({ webhooks, settings }: Organization): Organization['webhooks'] {
  if (!settings.webhooksBeta) throw notFound('Route');
  return webhooks;
}

/**
 * Lists webhooks, newest first by default. Unlike in other lists, `before_id` returns the first
 * rows of the list that precede it (webhooks.list).
 *
 * @throws ApiError 400 for an invalid cursor.
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
 * Creates a webhook with a signing secret (webhooks.create).
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
    throw invalid(`An organization can have at most ${organization.limits.webhooks} webhook endpoints.`);
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
 * Updates the given fields (webhooks.update); enabling a webhook clears its `disabled_reason`.
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
 * Replaces the signing secret; the old one stops working immediately (webhooks.regenerate_signing_secret).
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
