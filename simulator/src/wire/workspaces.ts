import { optionalTimestamp, timestamp } from '../clock.js';
import type { Workspace } from '../state/entities.js';

/** Serializes a workspace (`Workspace`). */
export const workspaceOnWire = (workspace: Workspace): object => ({
  id: workspace.id,
  type: 'workspace',
  name: workspace.name,
  created_at: timestamp(workspace.createdAt),
  archived_at: optionalTimestamp(workspace.archivedAt),
  display_color: workspace.displayColor,
  data_residency: workspace.dataResidency,
  tags: workspace.tags,
  external_key_id: workspace.externalKeyId,
  user_profile_id: workspace.userProfileId,
  compartment_id: workspace.compartmentId,
});
