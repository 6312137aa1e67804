import type { Foresee, PlanReads } from '../../kit/catalog/index.js';
import type { BetaOrganizationWebhookEndpoint as Webhook } from '../api-types.generated.js';
import { countOf, idsOf, itemOf, shown, words } from '../foresight/words.js';
import type { WebhookIdInput, WebhooksCreateInput, WebhooksUpdateInput } from './webhooks.inputs.js';

const MOST = 32;

const targetOf = (reads: PlanReads, { webhook_endpoint_id }: WebhookIdInput): Promise<Webhook | undefined> =>
  reads.target('The webhook', 'webhooks_get', { webhook_endpoint_id });

const nameOf = ({ name, url }: Webhook): string => (name === '' ? url : name);

const eventsOf = ({ enabled_events: events }: Webhook): string =>
  `${countOf(events.length, 'event')} (${events.join(', ')})`;

/** What is delivered, where, and how many webhooks there are. */
export const foreseeWebhook: Foresee<WebhooksCreateInput> = async (
  { url, enabled_events: events },
  reads,
) => {
  const all = await reads.list<Webhook>('Webhooks of the organization', 'webhooks_list', {});
  const twins = all?.filter((one) => one.url === url) ?? [];
  return {
    consequences: [
      {
        kind: 'changes',
        text: `${countOf(events.length, 'event')} of the organization ${events.length === 1 ? 'is' : 'are'} sent to ${shown(url)}.`,
      },
      ...(all
        ? [
            {
              kind: all.length >= MOST ? ('exceeds_limit' as const) : ('changes' as const),
              text: `The organization has ${countOf(all.length, 'webhook')}, of at most ${MOST}.`,
            },
          ]
        : []),
      ...(twins.length > 0
        ? [
            {
              kind: 'changes' as const,
              text: 'This URL has a webhook already, so it gets such events twice.',
              count: twins.length,
              items: twins.map((one) => itemOf(one.id, nameOf(one))),
            },
          ]
        : []),
    ],
    final: ['The signing secret is returned once only.'],
    facts: { twins: all && idsOf(twins) },
  };
};

const FIELDS = ['name', 'description', 'url', 'enabled_events', 'state'] as const;

/** What each field is and becomes; events during a pause are lost. */
export const foreseeWebhookUpdate: Foresee<WebhooksUpdateInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  const given = FIELDS.filter((field) => {
    const value = input[field];
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
  });
  const changed = given.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(input[field]));
  const pauses = changed.includes('state') && input.state === 'disabled';
  return {
    before: { ...before },
    consequences: [
      ...(pauses
        ? [
            {
              kind: 'stops_working' as const,
              text: `Deliveries to ${shown(before.url)} stop: ${eventsOf(before)}.`,
              count: 1,
              items: [itemOf(before.id, nameOf(before))],
            },
          ]
        : []),
      ...changed.map((field) => ({
        kind: 'changes' as const,
        text: `The ${words(field)} changes from ${shown(before[field])} to ${shown(input[field])}.`,
      })),
    ],
    final: pauses ? ['Events that happen meanwhile are never delivered.'] : [],
    ...(changed.length > 0
      ? {
          inverse: {
            actionId: 'webhooks_update',
            input: {
              webhook_endpoint_id: input.webhook_endpoint_id,
              ...Object.fromEntries(changed.map((field) => [field, before[field]])),
            },
          },
        }
      : {}),
    facts: Object.fromEntries(given.map((field) => [field, before[field]])),
  };
};

/** Which deliveries stop for good. */
export const foreseeWebhookDelete: Foresee<WebhookIdInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  const final = ['Another webhook for the URL gets another signing secret.'];
  if (!before) return { final };
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'stops_working',
        text: `Deliveries to ${shown(before.url)} stop: ${eventsOf(before)}.`,
        count: 1,
        items: [itemOf(before.id, nameOf(before), before.state)],
      },
    ],
    final,
    inverse: {
      actionId: 'webhooks_create',
      input: {
        url: before.url,
        enabled_events: before.enabled_events,
        name: before.name,
        description: before.description,
      },
    },
    facts: { url: before.url, events: before.enabled_events, state: before.state },
  };
};

/** Whose verification stops until the receiver has the new secret. */
export const foreseeNewSecret: Foresee<WebhookIdInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      {
        kind: 'stops_working',
        text: `The present signing secret${before ? ` of ${shown(nameOf(before))}` : ''} stops working at once: the receiver refuses deliveries until it has the new one.`,
        count: 1,
        ...(before ? { items: [itemOf(before.id, nameOf(before), before.state)] } : {}),
      },
    ],
    final: ['The old secret cannot be restored, and the new one is returned once only.'],
    facts: { url: before?.url, state: before?.state },
  };
};
