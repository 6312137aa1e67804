import {
  CREATE,
  DELETE,
  READ,
  REPLACE,
  UPDATE,
  action,
  defineAction,
  msg,
  type ReadyAction,
  defineResource,
} from '../../kit/catalog/index.js';
import {
  WebhookIdInput,
  WebhooksCreateInput,
  WebhooksListInput,
  WebhooksUpdateInput,
} from './webhooks.inputs.js';

/** Stands for a real one in examples. */
export const WEBHOOK_ID = 'whe_01AlertsExample';

const BETAS = ['webhooks-2026-10-07'] as const;

const show = ({ webhook_endpoint_id }: WebhookIdInput): ReadyAction => ({
  actionId: 'webhooks_get',
  input: { webhook_endpoint_id },
});

/** URLs that are told of events of the organization. Anthropic switches them on for each organization. */
export const webhooks = defineResource({
  group: { title: 'Webhooks', description: 'HTTPS endpoints that receive events of the organization.' },
  packs: ['integrations'],
  samples: { webhook_endpoint_id: WEBHOOK_ID },
  actions: [
    defineAction({
      id: 'webhooks_create',
      operation: 'webhooks.create',
      title: 'Create a webhook',
      description:
        'Makes an https URL known that is told of events of the organization; 32 at the most. The answer holds signing_secret, by which deliveries are verified: no other answer shows it, so store it at once. Where Anthropic has not switched webhooks on, they are not found.',
      route: 'POST /v1/organizations/webhooks',
      input: WebhooksCreateInput,
      example: {
        url: 'https://example.com/hooks/claude',
        enabled_events: ['external_key.failed', 'external_key.recovered'],
        name: 'Key alerts',
      },
      effect: CREATE,
      output: 'BetaNewOrganizationWebhookEndpoint',
      betas: BETAS,
      secretOutput: ['signing_secret'],
      verify: () => ({ actionId: 'webhooks_list', input: { limit: 100 } }),
    }),
    defineAction({
      id: 'webhooks_get',
      operation: 'webhooks.retrieve',
      title: 'Show one webhook',
      description:
        'Returns URL, events and state of one webhook, and why Anthropic disabled it where it did; never the signing secret.',
      route: 'GET /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: READ,
      output: 'BetaOrganizationWebhookEndpoint',
      betas: BETAS,
    }),
    defineAction({
      id: 'webhooks_list',
      operation: 'webhooks.list',
      title: 'List webhooks',
      description:
        'Returns the webhooks of the organization, newest first unless order is asc; those of single workspaces are not in it.',
      route: 'GET /v1/organizations/webhooks',
      input: WebhooksListInput,
      example: { limit: 100, order: 'desc' },
      effect: READ,
      output: 'OrganizationWebhookEndpointIdPage',
      paging: 'id_cursor',
      betas: BETAS,
    }),
    defineAction({
      id: 'webhooks_update',
      operation: 'webhooks.update',
      title: 'Change a webhook',
      description:
        'Changes the fields that are given and leaves the others; the signing secret stays. state disabled pauses it and enabled resumes it, also after Anthropic disabled it.',
      route: 'POST /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhooksUpdateInput,
      example: { webhook_endpoint_id: WEBHOOK_ID, state: 'disabled' },
      effect: UPDATE,
      output: 'BetaOrganizationWebhookEndpoint',
      betas: BETAS,
      verify: show,
    }),
    defineAction({
      id: 'webhooks_delete',
      operation: 'webhooks.delete',
      title: 'Delete a webhook',
      description: msg`Ends deliveries to the URL for good. To pause them use ${action('webhooks_update')} with state disabled.`,
      route: 'DELETE /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: DELETE,
      output: 'BetaDeletedOrganizationWebhookEndpoint',
      betas: BETAS,
      verify: show,
    }),
    defineAction({
      id: 'webhooks_regenerate_signing_secret',
      operation: 'webhooks.regenerate_signing_secret',
      title: 'Replace the signing secret of a webhook',
      description:
        'Makes a new secret; the old one stops working at once, so have the receiver ready. The answer holds signing_secret, which no other answer shows: store it. Running it again makes yet another one.',
      route: 'POST /v1/organizations/webhooks/{webhook_endpoint_id}/regenerate_signing_secret',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: REPLACE,
      output: 'BetaOrganizationWebhookEndpointSigningSecret',
      betas: BETAS,
      secretOutput: ['signing_secret'],
      verify: show,
    }),
  ],
});
