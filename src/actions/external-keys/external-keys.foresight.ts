import type { Foresee, PlanReads } from '../../kit/catalog/index.js';
import type { ExternalKey, Workspace } from '../api-types.generated.js';
import { countOf, idsOf, itemOf, shown, verb, words } from '../foresight/words.js';
import type {
  ExternalKeyIdInput,
  ExternalKeysCreateInput,
  ExternalKeysUpdateInput,
} from './external-keys.inputs.js';

const nameOf = ({ id, display_name: name }: ExternalKey): string => name ?? id;

const targetOf = (
  reads: PlanReads,
  { external_key_id }: { readonly external_key_id: string },
): Promise<ExternalKey | undefined> =>
  reads.target('The external key', 'external_keys_get', { external_key_id });

/** Workspaces that are encrypted with the key, archived ones included. */
async function usersOf(reads: PlanReads, id: string): Promise<readonly Workspace[] | undefined> {
  const all = await reads.list<Workspace>('Workspaces that use the key', 'workspaces_list', {
    include_archived: true,
    include_default: true,
  });
  return all?.filter(({ external_key_id: key }) => key === id);
}

/** What is registered. */
export const foreseeExternalKey: Foresee<ExternalKeysCreateInput> = ({ provider_config: { type } }) =>
  Promise.resolve({
    consequences: [
      {
        kind: 'changes',
        text: `A key of ${PROVIDERS[type]} is registered; it encrypts nothing until a workspace is set to use it.`,
      },
    ],
  });

const PROVIDERS = { aws: 'AWS KMS', gcp: 'Google Cloud KMS', azure: 'Azure' } as const;

/** What each field is and becomes. */
export const foreseeExternalKeyUpdate: Foresee<ExternalKeysUpdateInput> = async (input, reads) => {
  const [before, used] = await Promise.all([targetOf(reads, input), usersOf(reads, input.external_key_id)]);
  if (!before) return {};
  const { display_name: name, provider_config: config } = input;
  const renamed = name !== undefined && name !== before.display_name;
  const moved = config !== undefined && config !== null;
  return {
    before: { ...before },
    consequences: [
      ...(renamed
        ? [
            {
              kind: 'changes' as const,
              text: `The ${words('display_name')} changes from ${shown(before.display_name)} to ${shown(name)}.`,
            },
          ]
        : []),
      ...(moved
        ? [
            {
              kind: 'changes' as const,
              text: `The location of the key changes from ${shown(before.provider_config)} to ${shown(config)}.`,
            },
          ]
        : []),
      ...(moved && used && used.length > 0
        ? [
            {
              kind: 'exceeds_limit' as const,
              text: `${countOf(used.length, 'workspace')} ${verb(used.length, 'uses', 'use')} the key, so the API refuses another location.`,
              count: used.length,
              items: used.map((one) => itemOf(one.id, one.name)),
            },
          ]
        : []),
    ],
    inverse: {
      actionId: 'external_keys_update',
      input: {
        external_key_id: input.external_key_id,
        ...(name === undefined ? {} : { display_name: before.display_name }),
        ...(moved ? { provider_config: before.provider_config } : {}),
      },
    },
    facts: {
      display_name: before.display_name,
      provider_config: before.provider_config,
      workspaces: moved ? idsOf(used) : null,
    },
  };
};

/** Which registration goes, and whether a workspace uses it. */
export const foreseeExternalKeyDelete: Foresee<ExternalKeyIdInput> = async (input, reads) => {
  const [before, used] = await Promise.all([targetOf(reads, input), usersOf(reads, input.external_key_id)]);
  if (!before) return {};
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'is_removed',
        text: `The registration of ${shown(nameOf(before))} is removed; the key itself stays in your key management service.`,
        count: 1,
        items: [itemOf(before.id, before.display_name, before.attachment.type)],
      },
      ...(used && used.length > 0
        ? [
            {
              kind: 'exceeds_limit' as const,
              text: `${countOf(used.length, 'workspace')} ${verb(used.length, 'uses', 'use')} the key, so the API refuses the call.`,
              count: used.length,
              items: used.map((one) =>
                itemOf(one.id, one.name, one.archived_at === null ? 'active' : 'archived'),
              ),
            },
          ]
        : []),
    ],
    final: ['Registered again, the key gets another id.'],
    inverse: {
      actionId: 'external_keys_create',
      input: {
        provider_config: before.provider_config,
        display_name: before.display_name,
        ...(before.user_profile_id === null ? {} : { user_profile_id: before.user_profile_id }),
      },
    },
    facts: { attachment: before.attachment.type, workspaces: idsOf(used) },
  };
};
