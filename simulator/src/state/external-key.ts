/** The location and access configuration of a key (`ExternalKey.provider_config`). */
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

/** A customer-managed encryption key; its attachment is derived from the workspaces. */
export interface ExternalKey {
  readonly id: string;
  readonly createdAt: number;
  readonly geo: string;
  readonly userProfileId: string | null;
  updatedAt: number;
  displayName: string | null;
  providerConfig: ProviderConfig;
}
