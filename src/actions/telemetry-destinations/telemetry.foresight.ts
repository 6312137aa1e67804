import type { Foresee, PlanReads } from '../../kit/catalog/index.js';
import type {
  BetaTelemetryDestination as Destination,
  BetaTelemetryDestinationWorkspace as Entry,
  Workspace,
} from '../api-types.generated.js';
import { countOf, itemOf, shown } from '../foresight/words.js';
import type {
  DestinationIdInput,
  DestinationsCreateInput,
  DestinationsUpdateInput,
  DestinationWorkspaceInput,
} from './telemetry-destinations.inputs.js';

const targetOf = (
  reads: PlanReads,
  { destination_id }: { readonly destination_id: string },
): Promise<Destination | undefined> =>
  reads.target('The telemetry destination', 'telemetry_destinations_get', { destination_id });

const nameOf = ({ display_name: name, endpoint_url: url }: Destination): string => name ?? url;

const COVERAGE = {
  all: 'all workspaces',
  include: 'the listed workspaces',
  exclude: 'all workspaces except those listed',
} as const;

const SECRETS = 'The values of headers are never returned: they have to be given again.';

/** What is sent where. */
export const foreseeDestination: Foresee<DestinationsCreateInput> = ({ endpoint_url: url, workspaces }) =>
  Promise.resolve({
    consequences: [
      { kind: 'changes', text: `Traces of ${COVERAGE[workspaces.type]} are sent to ${shown(url)}.` },
    ],
    final: ['Traces that are sent cannot be recalled.'],
  });

/** What each field is and becomes, without the values of headers. */
export const foreseeDestinationUpdate: Foresee<DestinationsUpdateInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  const { destination_id, endpoint_url: url, display_name: name, state, workspaces, headers, traces } = input;
  const pauses = state?.type === 'disabled' && before.state.type === 'enabled';
  const changed = (text: string) => ({ kind: 'changes' as const, text });
  const plain = {
    ...(url !== undefined &&
    url !== before.endpoint_url &&
    headers === undefined &&
    before.header_names.length === 0
      ? { endpoint_url: before.endpoint_url }
      : {}),
    ...(name !== undefined && name !== before.display_name ? { display_name: before.display_name } : {}),
    ...(state !== undefined && state.type !== before.state.type
      ? { state: { type: before.state.type } }
      : {}),
  };
  const restorable = headers === undefined && workspaces === undefined && traces === undefined;
  return {
    before: { ...before },
    consequences: [
      ...(pauses
        ? [
            {
              kind: 'stops_working' as const,
              text: `No more traces are sent to ${shown(before.endpoint_url)}.`,
              count: 1,
              items: [itemOf(before.id, nameOf(before))],
            },
          ]
        : []),
      ...(state !== undefined && state.type !== before.state.type && !pauses
        ? [changed(`The state changes from ${before.state.type} to ${state.type}.`)]
        : []),
      ...(url !== undefined && url !== before.endpoint_url
        ? [changed(`Traces go to ${shown(url)} in place of ${shown(before.endpoint_url)}.`)]
        : []),
      ...(name !== undefined && name !== before.display_name
        ? [changed(`The display name changes from ${shown(before.display_name)} to ${shown(name)}.`)]
        : []),
      ...(workspaces
        ? [changed(`It covers ${COVERAGE[workspaces.type]}; at present ${COVERAGE[before.workspaces.type]}.`)]
        : []),
      ...(headers ? [changed(`${countOf(Object.keys(headers).length, 'header')} is set or removed.`)] : []),
      ...(traces ? [changed('Settings of traces change.')] : []),
    ],
    final: [
      ...(headers ? [SECRETS] : []),
      ...(pauses ? ['Traces of that time are never sent.'] : []),
      ...(workspaces ? ['A list of workspaces that is replaced is not kept.'] : []),
    ],
    ...(restorable && Object.keys(plain).length > 0
      ? { inverse: { actionId: 'telemetry_destinations_update', input: { destination_id, ...plain } } }
      : {}),
    facts: {
      url: before.endpoint_url,
      state: before.state.type,
      workspaces: before.workspaces.type,
      headers: [...before.header_names].sort(),
      name: before.display_name,
    },
  };
};

/** Which deliveries stop for good. */
export const foreseeDestinationDelete: Foresee<DestinationIdInput> = async (input, reads) => {
  const [before, listed] = await Promise.all([targetOf(reads, input), listOf(reads, input)]);
  if (!before) return {};
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'stops_working',
        text: `No more traces of ${COVERAGE[before.workspaces.type]} are sent to ${shown(before.endpoint_url)}.`,
        count: 1,
        items: [itemOf(before.id, nameOf(before), before.state.type)],
      },
      ...(listed && listed.length > 0
        ? [
            {
              kind: 'is_removed' as const,
              text: `Its list of ${countOf(listed.length, 'workspace')} is removed.`,
              count: listed.length,
              items: listed.map(({ workspace_id: id }) => itemOf(id, id)),
            },
          ]
        : []),
    ],
    final: [SECRETS],
    facts: { url: before.endpoint_url, state: before.state.type, listed: listed && entriesOf(listed) },
  };
};

const listOf = (
  reads: PlanReads,
  { destination_id }: DestinationIdInput,
): Promise<readonly Entry[] | undefined> =>
  reads.list('The list of workspaces', 'telemetry_destination_workspaces_list', { destination_id });

const entriesOf = (list: readonly Entry[]): string[] => list.map(({ workspace_id: id }) => id).sort();

/** A span for the collector, which changes nothing here. */
export const foreseeTest: Foresee<DestinationIdInput> = async (input, reads) => {
  const before = await targetOf(reads, input);
  if (!before) return {};
  return {
    before: { ...before },
    consequences: [
      { kind: 'changes', text: `One span named anthropic.test is sent to ${shown(before.endpoint_url)}.` },
    ],
    final: ['The span cannot be recalled.'],
    facts: { url: before.endpoint_url },
  };
};

/** Whether an entry starts or stops the traces of its workspace. */
const foreseeEntry =
  (adds: boolean): Foresee<DestinationWorkspaceInput> =>
  async ({ destination_id, workspace_id }, reads) => {
    const [before, workspace, listed] = await Promise.all([
      targetOf(reads, { destination_id }),
      reads.find<Workspace>('The name of the workspace', 'workspaces_get', { workspace_id }),
      listOf(reads, { destination_id }),
    ]);
    if (!before) return {};
    if (before.workspaces.type === 'all')
      return {
        before: { ...before },
        consequences: [
          {
            kind: 'exceeds_limit',
            text: 'The destination covers all workspaces and has no list, so the API refuses the call.',
          },
        ],
        facts: { workspaces: 'all' },
      };
    const isListed = listed?.some((entry) => entry.workspace_id === workspace_id);
    const name = workspace?.name ?? workspace_id;
    const starts = (before.workspaces.type === 'include') === adds;
    const item = { count: 1, items: [itemOf(workspace_id, workspace?.name)] };
    const changes =
      isListed === adds
        ? { kind: 'changes' as const, text: 'Nothing: the list is so already.' }
        : starts
          ? {
              kind: 'changes' as const,
              text: `Traces of ${shown(name)} are sent to ${shown(nameOf(before))}.`,
              ...item,
            }
          : {
              kind: 'stops_working' as const,
              text: `No more traces of ${shown(name)} are sent to ${shown(nameOf(before))}.`,
              ...item,
            };
    const inverse = {
      actionId: adds ? 'telemetry_destination_workspaces_remove' : 'telemetry_destination_workspaces_add',
      input: { destination_id, workspace_id },
    };
    return {
      before: { ...before },
      consequences: isListed === undefined ? [] : [changes],
      ...(isListed === !adds ? { inverse } : {}),
      facts: { workspaces: before.workspaces.type, listed: isListed },
    };
  };

/** What an entry on the list changes. */
export const foreseeEntryAdd = foreseeEntry(true);

/** What an entry that is taken off the list changes. */
export const foreseeEntryRemoval = foreseeEntry(false);
