import { ArrayMaxSize, IsIn } from 'class-validator';
import { Describe, IdList, DiscriminatedUnion, Optional, action, msg } from '../../kit/catalog/index.js';

/** Every workspace, including those created later. */
export class AllWorkspaces {
  @IsIn(['all'])
  @Describe('all: every workspace, including the default one and those created later.')
  type: 'all';
}

/** Only the workspaces on a list, or all except those. */
export class ListedWorkspaces {
  @IsIn(['include', 'exclude'])
  @Describe('include: only the listed workspaces. exclude: all workspaces except those listed.')
  type: 'include' | 'exclude';

  @Optional()
  @ArrayMaxSize(100)
  @IdList()
  @Describe(
    msg`The list, at most 100 ids from ${action('workspaces_list')}. An update replaces the list; if omitted, the list stays, or becomes empty if the type changes. Add more one at a time with ${action('telemetry_destination_workspaces_add')}.`,
  )
  workspace_ids?: string[];
}

/** Which workspaces a destination covers. */
export type WorkspacesScope = AllWorkspaces | ListedWorkspaces;

/** A field for the workspaces that a destination covers. */
export const IsWorkspacesScope = (): PropertyDecorator =>
  DiscriminatedUnion({ all: AllWorkspaces, include: ListedWorkspaces, exclude: ListedWorkspaces });
