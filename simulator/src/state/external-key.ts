/** Where a key lives and how it is reached (`ExternalKey.provider_config`). */
export type ProviderConfig =
  | { readonly type: 'aws'; readonly kms_arn: string; readonly region?: string | null | undefined }
  | { readonly type: 'gcp'; readonly key_name: string }
  | {
      readonly type: 'azure';
      readonly key_name: string;
      readonly tenant_id: string;
      readonly vault_uri: string;
      readonly client_id?: string | null | undefined;
    };

/** A customer's own encryption key; whether it is attached is read from the workspaces. */
export interface ExternalKey {
  readonly id: string;
  readonly createdAt: number;
  readonly geo: string;
  readonly userProfileId: string | null;
  updatedAt: number;
  displayName: string | null;
  providerConfig: ProviderConfig;
}
