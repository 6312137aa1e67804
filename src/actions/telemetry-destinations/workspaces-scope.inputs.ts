import { ArrayMaxSize, IsIn } from 'class-validator';
import { Describe, IdList, DiscriminatedUnion, Optional, action, msg } from '../../kit/catalog/index.js';

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
  @IdList()
  @Describe(
    msg`The list, 100 ids at the most. On update it replaces the list; left out, the list stays, or starts empty where the type changes. More go in one by one with ${action('telemetry_destination_workspaces_add')}.`,
  )
  workspace_ids?: string[];
}

/** Which workspaces a destination covers. */
export type WorkspacesScope = AllWorkspaces | ListedWorkspaces;

/** A field that says which workspaces a destination covers. */
export const IsWorkspacesScope = (): PropertyDecorator =>
  DiscriminatedUnion({ all: AllWorkspaces, include: ListedWorkspaces, exclude: ListedWorkspaces });
