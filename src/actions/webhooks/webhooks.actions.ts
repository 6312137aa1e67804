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
  field,
} from '../../kit/catalog/index.js';
import { ADMIN_KEY_ASSUMED } from '../assumed.js';
import {
  WebhookIdInput,
  WebhooksCreateInput,
  WebhooksListInput,
  WebhooksUpdateInput,
} from './webhooks.inputs.js';
import {
  foreseeNewSecret,
  foreseeWebhook,
  foreseeWebhookDelete,
  foreseeWebhookUpdate,
} from './webhooks.foresight.js';

/** Sample id for examples. */
export const WEBHOOK_ID = 'whe_01AlertsExample';

const BETAS = ['webhooks-2026-10-07'] as const;

const show = ({ webhook_endpoint_id }: WebhookIdInput): ReadyAction => ({
  actionId: 'webhooks_get',
  input: { webhook_endpoint_id },
});

/** URLs that receive events of the organization. Anthropic enables webhooks per organization. */
export const webhooks = defineResource({
  group: {
    id: 'webhooks',
    title: 'Webhooks',
    description: 'HTTPS endpoints that receive events of the organization.',
  },
  packs: ['integrations'],
  samples: { webhook_endpoint_id: WEBHOOK_ID },
  finders: { webhook_endpoint_id: { actionId: 'webhooks_list' } },
  actions: [
    defineAction({
      id: 'webhooks_create',
      operation: 'webhooks.create',
      title: 'Create a webhook',
      description:
        'Registers an https URL that receives events of the organization; at most 32 per organization. The response contains signing_secret, which verifies deliveries and is returned only once: store it immediately. Returns not_found if Anthropic has not enabled webhooks for the organization.',
      about:
        'Registers an https URL that receives events of the organization; at most 32 per organization. The response contains the signing secret, which verifies deliveries and is shown only once: store it immediately. Not found means that Anthropic has not enabled webhooks for the organization.',
      route: 'POST /v1/organizations/webhooks',
      input: WebhooksCreateInput,
      example: {
        url: 'https://example.com/hooks/claude',
        enabled_events: ['external_key.failed', 'external_key.recovered'],
        name: 'Key alerts',
      },
      effect: CREATE,
      foresee: foreseeWebhook,
      output: 'BetaNewOrganizationWebhookEndpoint',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      secretOutput: ['signing_secret'],
      verify: () => ({ actionId: 'webhooks_list', input: { limit: 100 } }),
    }),
    defineAction({
      id: 'webhooks_get',
      operation: 'webhooks.retrieve',
      title: 'Show one webhook',
      description:
        'Returns the URL, events and state of one webhook, and the reason if Anthropic disabled it; never the signing secret.',
      route: 'GET /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: READ,
      output: 'BetaOrganizationWebhookEndpoint',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'webhooks_list',
      operation: 'webhooks.list',
      title: 'List webhooks',
      description:
        'Returns the webhooks of the organization, newest first unless order is asc; webhooks of workspaces are not included.',
      route: 'GET /v1/organizations/webhooks',
      input: WebhooksListInput,
      example: { limit: 100, order: 'desc' },
      effect: READ,
      output: 'OrganizationWebhookEndpointIdPage',
      paging: 'id_cursor',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'webhooks_update',
      operation: 'webhooks.update',
      title: 'Update a webhook',
      description:
        'Updates the given fields and leaves the others unchanged; the signing secret stays the same. State disabled pauses deliveries and enabled resumes them, also after Anthropic disabled the webhook.',
      route: 'POST /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhooksUpdateInput,
      example: { webhook_endpoint_id: WEBHOOK_ID, state: 'disabled' },
      effect: UPDATE,
      foresee: foreseeWebhookUpdate,
      output: 'BetaOrganizationWebhookEndpoint',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
    defineAction({
      id: 'webhooks_delete',
      operation: 'webhooks.delete',
      title: 'Delete a webhook',
      description: msg`Permanently stops deliveries to the URL. To pause them, use ${action('webhooks_update')} with state disabled.`,
      deed: msg`Delete webhook ${field('webhook_endpoint_id')}`,
      route: 'DELETE /v1/organizations/webhooks/{webhook_endpoint_id}',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: DELETE,
      foresee: foreseeWebhookDelete,
      output: 'BetaDeletedOrganizationWebhookEndpoint',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
    defineAction({
      id: 'webhooks_regenerate_signing_secret',
      operation: 'webhooks.regenerate_signing_secret',
      title: 'Replace the signing secret of a webhook',
      keywords: ['rotate'],
      description:
        'Creates a new secret; the old one stops working immediately, so prepare the receiver first. The response contains signing_secret, which is returned only once: store it immediately. Running it again creates another secret.',
      about:
        'Creates a new secret; the old one stops working immediately, so prepare the receiver first. The new one is shown only once: store it immediately. Running it again creates another secret.',
      deed: msg`Replace the signing secret of webhook ${field('webhook_endpoint_id')}`,
      route: 'POST /v1/organizations/webhooks/{webhook_endpoint_id}/regenerate_signing_secret',
      input: WebhookIdInput,
      example: { webhook_endpoint_id: WEBHOOK_ID },
      effect: REPLACE,
      foresee: foreseeNewSecret,
      output: 'BetaOrganizationWebhookEndpointSigningSecret',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      secretOutput: ['signing_secret'],
      verify: show,
    }),
  ],
});
