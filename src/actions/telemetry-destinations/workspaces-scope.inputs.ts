import { ArrayMaxSize, IsIn } from 'class-validator';
import { Describe, IdList, Optional } from '../fields.js';
import { OneOfKinds } from '../kinds.js';
import { SAMPLE } from '../samples.js';

/** Every workspace, also those made later. */
export class AllWorkspaces {
  @IsIn(['all'])
  @Describe('all: every workspace, also the default one and those made later.')
  type: 'all';
}

/** Only the workspaces on a list, or all but those. */
export class ListedWorkspaces {
  @IsIn(['include', 'exclude'])
  @Describe('include: only the workspaces on the list. exclude: every workspace but those on the list.')
  type: 'include' | 'exclude';

  @Optional()
  @ArrayMaxSize(100)
  @IdList(SAMPLE.workspaceId)
  @Describe(
    'The list, 100 ids at the most. On update it replaces the list; left out, the list stays, or starts empty where the type changes. More go in one by one with telemetry_destination_workspaces_add.',
  )
  workspace_ids?: string[];
}

/** Which workspaces a destination covers. */
export type WorkspacesScope = AllWorkspaces | ListedWorkspaces;

/** A field that says which workspaces a destination covers. */
export const IsWorkspacesScope = (): PropertyDecorator =>
  OneOfKinds({ all: AllWorkspaces, include: ListedWorkspaces, exclude: ListedWorkspaces });
