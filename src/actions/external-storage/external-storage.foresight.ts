import type { Foresee, PlanReads } from '../../kit/catalog/index.js';
import type { BetaExternalStorage } from '../api-types.generated.js';
import { itemOf, shown, words } from '../foresight/words.js';
import type {
  ExternalStorageCreateInput,
  ExternalStorageIdInput,
  ExternalStorageUpdateInput,
} from './external-storage.inputs.js';

const targetOf = (
  reads: PlanReads,
  { external_storage_id }: { readonly external_storage_id: string },
): Promise<BetaExternalStorage | undefined> =>
  reads.target('The external storage', 'external_storage_get', { external_storage_id });

const bucketOf = ({ provider_config: { bucket_name: name } }: BetaExternalStorage): string => name;

/** What is registered. */
export const foreseeStorage: Foresee<ExternalStorageCreateInput> = ({
  provider_config: { bucket_name: name },
}) =>
  Promise.resolve({
    consequences: [
      {
        kind: 'changes',
        text: `The bucket ${shown(name)} is registered; it receives nothing until it is verified and used.`,
      },
    ],
  });

/** The name that changes. */
export const foreseeStorageUpdate: Foresee<ExternalStorageUpdateInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  const { external_storage_id, display_name: name } = input;
  return {
    before: { ...before },
    consequences:
      name === before.display_name
        ? []
        : [
            {
              kind: 'changes',
              text: `The display name changes from ${shown(before.display_name)} to ${shown(name)}.`,
            },
          ],
    inverse: {
      actionId: 'external_storage_update',
      input: { external_storage_id, display_name: before.display_name },
    },
    facts: { display_name: before.display_name },
  };
};

/** Whether a workspace uses the storage decides what a deletion does. */
export const foreseeStorageDelete: Foresee<ExternalStorageIdInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  const { status } = before;
  const text = {
    pending_configuration: 'It was never verified, and is deleted at once.',
    available: 'No workspace uses it, and it is deleted at once.',
    active:
      'A workspace can use it: it is deleted at once where it never was, and refused where it is in use. The API does not tell which.',
    draining:
      'No workspace uses it any more. The API may refuse this call and still begin a removal that cannot be undone.',
  }[status.type];
  return {
    before: { ...before },
    consequences: [
      {
        kind: status.type === 'active' ? 'stops_working' : 'is_removed',
        text: `The registration of the bucket ${shown(bucketOf(before))} is removed. ${text} The bucket itself stays.`,
        count: 1,
        items: [itemOf(before.id, before.display_name ?? bucketOf(before), words(status.type))],
      },
    ],
    final: [
      'A removal that has begun cannot be undone; registered again, the bucket has to be verified again.',
    ],
    facts: {
      status: status.type,
      removal_started: 'removal_started' in status ? status.removal_started : null,
    },
  };
};

/** What a verification changes. */
export const foreseeActivation: Foresee<ExternalStorageIdInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  const pending = before.status.type === 'pending_configuration';
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'changes',
        text: pending
          ? `The bucket ${shown(bucketOf(before))} is verified; if it passes, workspaces can use it.`
          : `Nothing: the bucket is ${words(before.status.type)} already, and is not checked again.`,
      },
    ],
    final: pending ? ['Verified storage does not become pending again.'] : [],
    facts: { status: before.status.type },
  };
};
