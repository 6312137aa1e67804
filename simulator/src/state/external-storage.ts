/** The location of a bucket (`BetaExternalStorage.provider_config`). */
export type StorageConfig =
  | {
      readonly type: 'aws';
      readonly account_id: string;
      readonly bucket_name: string;
      readonly region: string;
    }
  | {
      readonly type: 'gcp';
      readonly project_number: string;
      readonly bucket_name: string;
      readonly region: string;
    };

/** A bucket that workspaces can be attached to; its status is derived from these fields. */
export interface ExternalStorage {
  readonly id: string;
  readonly createdAt: number;
  readonly providerConfig: StorageConfig;
  readonly userProfileId: string | null;
  updatedAt: number;
  displayName: string | null;
  /** When the bucket was verified; null until then. */
  verifiedAt: number | null;
  /** Whether a workspace has it attached now. */
  attached: boolean;
  /** Whether a workspace has ever had it attached. */
  everAttached: boolean;
  removalStarted: boolean;
}

/** The status of storage. */
export type StorageStatus = 'active' | 'available' | 'draining' | 'pending_configuration';

/** Derives the status of storage. */
export function statusOf({ verifiedAt, attached, everAttached }: ExternalStorage): StorageStatus {
  if (verifiedAt === null) return 'pending_configuration';
  if (attached) return 'active';
  return everAttached ? 'draining' : 'available';
}
