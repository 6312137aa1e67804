import {
  CREATE,
  DELETE,
  READ,
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
  ExternalStorageCreateInput,
  ExternalStorageIdInput,
  ExternalStorageListInput,
  ExternalStorageUpdateInput,
} from './external-storage.inputs.js';
import {
  foreseeActivation,
  foreseeStorage,
  foreseeStorageDelete,
  foreseeStorageUpdate,
} from './external-storage.foresight.js';

/** Sample id for examples. */
export const EXTERNAL_STORAGE_ID = 'estrg_01RetentionExample';

const BETAS = ['efs-2026-10-01'] as const;

const show = ({ external_storage_id }: ExternalStorageIdInput): ReadyAction => ({
  actionId: 'external_storage_get',
  input: { external_storage_id },
});

/** Buckets of the organization that the API writes inference data to. */
export const externalStorage = defineResource({
  group: {
    id: 'external_storage',
    title: 'External storage',
    description: "Buckets in the organization's own cloud account that receive inference data.",
  },
  packs: ['keys'],
  // An AWS account is no account of a member, whose ids other fields of this name take.
  samples: { external_storage_id: EXTERNAL_STORAGE_ID, 'provider_config.account_id': '111122223333' },
  finders: {
    external_storage_id: { actionId: 'external_storage_list' },
    'provider_config.account_id': null,
  },
  actions: [
    defineAction({
      id: 'external_storage_create',
      operation: 'external_storage.create',
      title: 'Register a bucket as external storage',
      description: msg`Registers a bucket of Amazon S3 or Google Cloud Storage with the status pending_configuration. It receives nothing yet: set the bucket up, then verify it with ${action('external_storage_activate')}. Anthropic must have approved external storage for the organization. A bucket that is already registered is refused; find it with ${action('external_storage_list')}.`,
      about: msg`Registers a bucket of Amazon S3 or Google Cloud Storage, whose configuration is then pending. It receives nothing yet: set the bucket up, then verify it with ${action('external_storage_activate')}. Anthropic must have approved external storage for the organization. A bucket that is already registered is refused; find it with ${action('external_storage_list')}.`,
      route: 'POST /v1/organizations/external_storage',
      input: ExternalStorageCreateInput,
      example: {
        provider_config: {
          type: 'aws',
          account_id: '111122223333',
          bucket_name: 'acme-safety-retention',
          region: 'us-east-2',
        },
        display_name: 'Safety retention',
      },
      effect: CREATE,
      foresee: foreseeStorage,
      output: 'BetaExternalStorage',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: () => ({ actionId: 'external_storage_list', input: { limit: 1000 } }),
    }),
    defineAction({
      id: 'external_storage_get',
      operation: 'external_storage.retrieve',
      title: 'Show one external storage',
      description: msg`Returns the bucket and its status: pending_configuration, available (verified, used by no workspace), active (a workspace uses it) or draining (no workspace uses it any more). status.removal_started tells whether a deletion has begun that cannot be undone. healthy can stay true after the bucket stops working: do not monitor it; subscribe to external_storage.failed with ${action('webhooks_create')}.`,
      about: msg`Returns the bucket and its status: pending configuration, available (verified, used by no workspace), active (a workspace uses it) or draining (no workspace uses it any more). A removal that has started cannot be undone. A bucket can be shown as healthy after it stops working: do not monitor that; subscribe to its failures with ${action('webhooks_create')}.`,
      route: 'GET /v1/organizations/external_storage/{external_storage_id}',
      input: ExternalStorageIdInput,
      example: { external_storage_id: EXTERNAL_STORAGE_ID },
      effect: READ,
      output: 'BetaExternalStorage',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'external_storage_list',
      operation: 'external_storage.list',
      title: 'List external storage',
      description: 'Returns the registered buckets in every status, newest first, one page at a time.',
      route: 'GET /v1/organizations/external_storage',
      input: ExternalStorageListInput,
      example: { limit: 20 },
      effect: READ,
      output: 'ExternalStorageCursorPage',
      paging: 'page_cursor',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
    }),
    defineAction({
      id: 'external_storage_update',
      operation: 'external_storage.update',
      title: 'Rename external storage',
      description: msg`Sets or clears the display name, in any status; nothing else can be changed. For another bucket, use ${action('external_storage_create')}.`,
      route: 'POST /v1/organizations/external_storage/{external_storage_id}',
      input: ExternalStorageUpdateInput,
      example: { external_storage_id: EXTERNAL_STORAGE_ID, display_name: 'Retention, Ohio' },
      effect: UPDATE,
      foresee: foreseeStorageUpdate,
      output: 'BetaExternalStorage',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
    defineAction({
      id: 'external_storage_delete',
      operation: 'external_storage.delete',
      title: 'Delete external storage',
      description: msg`Permanently removes the registration; the bucket itself remains. Storage that is pending, available, or active and never used is deleted at once. Other storage is refused with 400 external_storage_in_use; if it is draining, that refused request may have begun a removal that cannot be undone. Check status.removal_started with ${action('external_storage_get')}, before and after: if it is true, delete again later to finish. Refused while a workspace policy lists the storage.`,
      about: msg`Permanently removes the registration; the bucket itself remains. Storage that is pending, available, or active and never used is deleted at once. Other storage is refused as in use; if it is draining, that refused request may have begun a removal that cannot be undone. Check with ${action('external_storage_get')}, before and after, whether a removal has started: if so, delete again later to finish. Refused while a workspace policy lists the storage.`,
      deed: msg`Delete external storage ${field('external_storage_id')}`,
      route: 'DELETE /v1/organizations/external_storage/{external_storage_id}',
      input: ExternalStorageIdInput,
      example: { external_storage_id: EXTERNAL_STORAGE_ID },
      effect: DELETE,
      foresee: foreseeStorageDelete,
      output: 'BetaDeletedExternalStorage',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
    defineAction({
      id: 'external_storage_activate',
      operation: 'external_storage.activate',
      title: 'Verify external storage and make it available',
      description: msg`Verifies a bucket that is pending_configuration and makes it available. A bucket that fails is refused with 400 storage_verification_failed, whose failed_checks say what to correct, and is left unchanged. Storage in any other status is returned unchanged and unchecked. See the status with ${action('external_storage_get')}.`,
      about: msg`Verifies a bucket whose configuration is pending and makes it available. A bucket that fails is refused, with the checks that failed and what to correct, and is left unchanged. Storage in any other status is returned unchanged and unchecked. See the status with ${action('external_storage_get')}.`,
      route: 'POST /v1/organizations/external_storage/{external_storage_id}/activate',
      input: ExternalStorageIdInput,
      example: { external_storage_id: EXTERNAL_STORAGE_ID },
      effect: UPDATE,
      foresee: foreseeActivation,
      output: 'BetaExternalStorage',
      betas: BETAS,
      assumed: ADMIN_KEY_ASSUMED,
      verify: show,
    }),
  ],
});
