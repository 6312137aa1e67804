/* Generated from contract/schemas.json by `npm run generate:sources`. Do not edit. */

export type AllowedInferenceGeo = 'global' | 'us';
export type BetaAnalyticsActor =
  | BetaAnalyticsReportUserActor
  | BetaAnalyticsServiceAccountActor
  | BetaAnalyticsFederatedActor
  | BetaAnalyticsAPIActor;
export type BetaAnalyticsFederatedActorProvider =
  | BetaAnalyticsFederatedActorAWSProvider
  | BetaAnalyticsFederatedActorAzureProvider
  | BetaAnalyticsFederatedActorGCPProvider
  | BetaAnalyticsFederatedActorOIDCProvider;
export type BetaAnalyticsActorType = 'api_actor' | 'federated_actor' | 'service_account_actor' | 'user_actor';
export type BetaAnalyticsClaudeTagCategory = 'dm' | 'engaged' | 'monitoring' | 'proactive' | 'scheduled';
export type BetaAnalyticsContextWindow = '0-200k' | '200k-1M';
export type BetaAnalyticsGroupedCostType = 'code_execution' | 'session_usage' | 'tokens' | 'web_search';
export type BetaAnalyticsUsageCostInferenceGeo = 'global' | 'us';
export type BetaAnalyticsServiceTier =
  'batch' | 'flex' | 'flex_discount' | 'priority' | 'priority_on_demand' | 'standard';
export type BetaAnalyticsSpeed = 'fast' | 'standard';
export type BetaAnalyticsTokenType =
  | 'cache_creation.ephemeral_1h_input_tokens'
  | 'cache_creation.ephemeral_5m_input_tokens'
  | 'cache_read_input_tokens'
  | 'output_tokens'
  | 'uncached_input_tokens';
export type BetaAnalyticsCostGroupBy =
  | 'actor'
  | 'actor_type'
  | 'agent_id'
  | 'api_key_id'
  | 'claude_tag_category'
  | 'claude_tag_user_id'
  | 'context_window'
  | 'cost_type'
  | 'deployment_id'
  | 'environment_id'
  | 'inference_geo'
  | 'model'
  | 'organization_id'
  | 'product'
  | 'rbac_group_id'
  | 'service_tier'
  | 'session_id'
  | 'slack_channel_id'
  | 'speed'
  | 'token_type'
  | 'user_profile_id'
  | 'workspace_id';
export type BetaAnalyticsCostOrderBy = 'amount' | 'list_amount' | 'time';
export type BetaAnalyticsInferenceGeoFilter = 'global' | 'not_available' | 'us';
export type BetaAnalyticsTimeBucketWidth = '1d' | '1h' | '1m';
export type BetaAnalyticsUsageCostProductFilter =
  | 'chat'
  | 'chat_cowork_unified'
  | 'claude_code'
  | 'claude_console'
  | 'claude_design'
  | 'claude_in_chrome'
  | 'claude_tag'
  | 'cowork'
  | 'managed_agents_api'
  | 'message_batches_api'
  | 'messages_api'
  | 'office_agent';
export type BetaAnalyticsUsageCostSortOrder = 'asc' | 'desc';
export type BetaAnalyticsUsageGroupBy =
  | 'actor'
  | 'actor_type'
  | 'agent_id'
  | 'api_key_id'
  | 'claude_tag_category'
  | 'claude_tag_user_id'
  | 'context_window'
  | 'deployment_id'
  | 'environment_id'
  | 'inference_geo'
  | 'model'
  | 'organization_id'
  | 'product'
  | 'rbac_group_id'
  | 'service_tier'
  | 'session_id'
  | 'slack_channel_id'
  | 'speed'
  | 'user_profile_id'
  | 'workspace_id';
export type BetaAnalyticsUsageOrderBy =
  'output_tokens' | 'requests' | 'time' | 'total_tokens' | 'uncached_input_tokens';
export type BetaGoogleManagedProjectCMEKControl =
  BetaGoogleManagedProjectCMEKDisabled | BetaGoogleManagedProjectCMEKEnabled;
export type BetaGoogleManagedProjectCMEKRegionStatus =
  | BetaGoogleManagedProjectCMEKRegionNotConfigured
  | BetaGoogleManagedProjectCMEKRegionPending
  | BetaGoogleManagedProjectCMEKRegionActive
  | BetaGoogleManagedProjectCMEKRegionFailed
  | BetaGoogleManagedProjectCMEKRegionSuspended;
export type BetaGoogleManagedProjectStorageControl =
  BetaGoogleManagedProjectStorageDisabled | BetaGoogleManagedProjectStorageEnabled;
export type BetaGoogleManagedProjectStorageRegionStatus =
  | BetaGoogleManagedProjectStorageRegionNotConfigured
  | BetaGoogleManagedProjectStorageRegionPending
  | BetaGoogleManagedProjectStorageRegionActive
  | BetaGoogleManagedProjectStorageRegionFailed
  | BetaGoogleManagedProjectStorageRegionSuspended;
export type BetaStorageMemberParam = BetaInternalStorageParam | BetaExternalStorageMemberParam;
export type BetaOrganizationWebhookEndpointState = 'disabled' | 'enabled';
export type BetaTelemetryDestinationState =
  BetaTelemetryDestinationStateEnabled | BetaTelemetryDestinationStateDisabled;
export type BetaTelemetryDestinationDisabledReason =
  | BetaTelemetryDestinationDisabledReasonCaller
  | BetaTelemetryDestinationDisabledReasonSustainedFailure
  | BetaTelemetryDestinationDisabledReasonInvalidAddress
  | BetaTelemetryDestinationDisabledReasonRedirect;
export type BetaTelemetryDestinationContentMode = 'metadata_only' | 'content';
export type BetaTelemetryDestinationWorkspaces =
  | BetaTelemetryDestinationWorkspacesAll
  | BetaTelemetryDestinationWorkspacesInclude
  | BetaTelemetryDestinationWorkspacesExclude;
export type BetaTelemetryDestinationStateParams =
  BetaTelemetryDestinationStateEnabledParams | BetaTelemetryDestinationStateDisabledParams;
export type BetaTelemetryDestinationTestResult =
  BetaTelemetryDestinationTestSuccess | BetaTelemetryDestinationTestFailure;
export type BetaTelemetryDestinationWorkspacesParams =
  | BetaTelemetryDestinationWorkspacesAllParams
  | BetaTelemetryDestinationWorkspacesIncludeParams
  | BetaTelemetryDestinationWorkspacesExcludeParams;
export type ComplianceSettingsState = ComplianceSettingsStateEnabled | ComplianceSettingsStateDisabled;
export type ComplianceSettingsStateParam =
  ComplianceSettingsStateEnabledParam | ComplianceSettingsStateDisabledParam;
export type NoBillingWorkspaceRole =
  'workspace_admin' | 'workspace_developer' | 'workspace_restricted_developer' | 'workspace_user';
export type OrganizationRole =
  | 'admin'
  | 'billing'
  | 'claude_code_user'
  | 'developer'
  | 'managed'
  | 'membership_admin'
  | 'owner'
  | 'primary_owner'
  | 'user';
export type SpendLimitPeriod = 'daily' | 'monthly' | 'weekly';
export type SpendLimitIncreaseRequestActor = SpendLimitUserActor | SpendLimitScopedAPIKeyActor;
export type SpendLimitIncreaseRequestResolvedBy = SpendLimitUserActor | SpendLimitScopedAPIKeyActor;
export type SpendLimitIncreaseRequestStatus = 'approved' | 'denied' | 'pending';
export type WorkspaceRole =
  | 'workspace_admin'
  | 'workspace_billing'
  | 'workspace_developer'
  | 'workspace_restricted_developer'
  | 'workspace_user';
export type WorkspacePolicyField = 'external_key_id';
export type WorkspaceRateLimitType =
  | 'fast_itpmca'
  | 'fast_otpm'
  | 'input_tokens_per_minute'
  | 'input_tokens_per_minute_cache_aware'
  | 'output_tokens_per_minute'
  | 'requests_per_minute'
  | 'tokens_per_day'
  | 'tokens_per_minute'
  | 'tool_uses_per_second';

export interface ApiSchemas {
  APIKey: APIKey;
  APIKeyCreatedBy: APIKeyCreatedBy;
  APIKeyIdPage: APIKeyIdPage;
  APIKeyOrganizationScope: APIKeyOrganizationScope;
  APIKeyServiceAccountActor: APIKeyServiceAccountActor;
  APIKeyUserActor: APIKeyUserActor;
  APIKeyWorkspaceScope: APIKeyWorkspaceScope;
  AWSExternalKeyConfig: AWSExternalKeyConfig;
  AllowedInferenceGeo: AllowedInferenceGeo;
  AlreadyMemberErrorDetails: AlreadyMemberErrorDetails;
  AnalyticsCostItemReportPage: AnalyticsCostItemReportPage;
  AnalyticsUsageItemReportPage: AnalyticsUsageItemReportPage;
  AzureExternalKeyConfig: AzureExternalKeyConfig;
  AzureExternalKeyConfigParam: AzureExternalKeyConfigParam;
  BetaAWSExternalStorageConfig: BetaAWSExternalStorageConfig;
  BetaAWSExternalStorageConfigParam: BetaAWSExternalStorageConfigParam;
  BetaActiveExternalStorageStatus: BetaActiveExternalStorageStatus;
  BetaAnalyticsAPIActor: BetaAnalyticsAPIActor;
  BetaAnalyticsActor: BetaAnalyticsActor;
  BetaAnalyticsActorType: BetaAnalyticsActorType;
  BetaAnalyticsClaudeTagCategory: BetaAnalyticsClaudeTagCategory;
  BetaAnalyticsContextWindow: BetaAnalyticsContextWindow;
  BetaAnalyticsCostGroup: BetaAnalyticsCostGroup;
  BetaAnalyticsCostGroupBy: BetaAnalyticsCostGroupBy;
  BetaAnalyticsCostItem: BetaAnalyticsCostItem;
  BetaAnalyticsCostMetrics: BetaAnalyticsCostMetrics;
  BetaAnalyticsCostOrderBy: BetaAnalyticsCostOrderBy;
  BetaAnalyticsFederatedActor: BetaAnalyticsFederatedActor;
  BetaAnalyticsFederatedActorAWSProvider: BetaAnalyticsFederatedActorAWSProvider;
  BetaAnalyticsFederatedActorAzureProvider: BetaAnalyticsFederatedActorAzureProvider;
  BetaAnalyticsFederatedActorGCPProvider: BetaAnalyticsFederatedActorGCPProvider;
  BetaAnalyticsFederatedActorOIDCProvider: BetaAnalyticsFederatedActorOIDCProvider;
  BetaAnalyticsFederatedActorProvider: BetaAnalyticsFederatedActorProvider;
  BetaAnalyticsGroupedCostType: BetaAnalyticsGroupedCostType;
  BetaAnalyticsInferenceGeoFilter: BetaAnalyticsInferenceGeoFilter;
  BetaAnalyticsReportUserActor: BetaAnalyticsReportUserActor;
  BetaAnalyticsServerToolUse: BetaAnalyticsServerToolUse;
  BetaAnalyticsServiceAccountActor: BetaAnalyticsServiceAccountActor;
  BetaAnalyticsServiceTier: BetaAnalyticsServiceTier;
  BetaAnalyticsSpeed: BetaAnalyticsSpeed;
  BetaAnalyticsTimeBucketWidth: BetaAnalyticsTimeBucketWidth;
  BetaAnalyticsTokenType: BetaAnalyticsTokenType;
  BetaAnalyticsUsageCostInferenceGeo: BetaAnalyticsUsageCostInferenceGeo;
  BetaAnalyticsUsageCostProductFilter: BetaAnalyticsUsageCostProductFilter;
  BetaAnalyticsUsageCostSortOrder: BetaAnalyticsUsageCostSortOrder;
  BetaAnalyticsUsageGroup: BetaAnalyticsUsageGroup;
  BetaAnalyticsUsageGroupBy: BetaAnalyticsUsageGroupBy;
  BetaAnalyticsUsageItem: BetaAnalyticsUsageItem;
  BetaAnalyticsUsageMetrics: BetaAnalyticsUsageMetrics;
  BetaAnalyticsUsageOrderBy: BetaAnalyticsUsageOrderBy;
  BetaAnthropicHumanReviewParam: BetaAnthropicHumanReviewParam;
  BetaAuthorizationCheckUnavailableErrorDetails: BetaAuthorizationCheckUnavailableErrorDetails;
  BetaAvailableExternalStorageStatus: BetaAvailableExternalStorageStatus;
  BetaCacheCreation: BetaCacheCreation;
  BetaCannotSignOutManagedMemberErrorDetails: BetaCannotSignOutManagedMemberErrorDetails;
  BetaCannotSignOutMembershipAdminErrorDetails: BetaCannotSignOutMembershipAdminErrorDetails;
  BetaCannotSignOutOwnerErrorDetails: BetaCannotSignOutOwnerErrorDetails;
  BetaCannotSignOutPrimaryOwnerErrorDetails: BetaCannotSignOutPrimaryOwnerErrorDetails;
  BetaCannotSignOutPrivilegedMemberErrorDetails: BetaCannotSignOutPrivilegedMemberErrorDetails;
  BetaCannotSignOutSelfErrorDetails: BetaCannotSignOutSelfErrorDetails;
  BetaDeletedExternalStorage: BetaDeletedExternalStorage;
  BetaDeletedOrganizationWebhookEndpoint: BetaDeletedOrganizationWebhookEndpoint;
  BetaDeletedTelemetryDestination: BetaDeletedTelemetryDestination;
  BetaDeletedTelemetryDestinationWorkspace: BetaDeletedTelemetryDestinationWorkspace;
  BetaDrainingExternalStorageStatus: BetaDrainingExternalStorageStatus;
  BetaExternalStorage: BetaExternalStorage;
  BetaExternalStorageFailedCheck: BetaExternalStorageFailedCheck;
  BetaExternalStorageInUseErrorDetails: BetaExternalStorageInUseErrorDetails;
  BetaExternalStorageInWorkspacePolicyErrorDetails: BetaExternalStorageInWorkspacePolicyErrorDetails;
  BetaExternalStorageMemberParam: BetaExternalStorageMemberParam;
  BetaGCPExternalStorageConfig: BetaGCPExternalStorageConfig;
  BetaGCPExternalStorageConfigParam: BetaGCPExternalStorageConfigParam;
  BetaGoogleManagedProjectCMEKControl: BetaGoogleManagedProjectCMEKControl;
  BetaGoogleManagedProjectCMEKDisabled: BetaGoogleManagedProjectCMEKDisabled;
  BetaGoogleManagedProjectCMEKEnabled: BetaGoogleManagedProjectCMEKEnabled;
  BetaGoogleManagedProjectCMEKRegionActive: BetaGoogleManagedProjectCMEKRegionActive;
  BetaGoogleManagedProjectCMEKRegionFailed: BetaGoogleManagedProjectCMEKRegionFailed;
  BetaGoogleManagedProjectCMEKRegionNotConfigured: BetaGoogleManagedProjectCMEKRegionNotConfigured;
  BetaGoogleManagedProjectCMEKRegionPending: BetaGoogleManagedProjectCMEKRegionPending;
  BetaGoogleManagedProjectCMEKRegionStatus: BetaGoogleManagedProjectCMEKRegionStatus;
  BetaGoogleManagedProjectCMEKRegionSuspended: BetaGoogleManagedProjectCMEKRegionSuspended;
  BetaGoogleManagedProjectDataControls: BetaGoogleManagedProjectDataControls;
  BetaGoogleManagedProjectEffectiveBucket: BetaGoogleManagedProjectEffectiveBucket;
  BetaGoogleManagedProjectRetiredBucket: BetaGoogleManagedProjectRetiredBucket;
  BetaGoogleManagedProjectRetiredKey: BetaGoogleManagedProjectRetiredKey;
  BetaGoogleManagedProjectStorageBucket: BetaGoogleManagedProjectStorageBucket;
  BetaGoogleManagedProjectStorageControl: BetaGoogleManagedProjectStorageControl;
  BetaGoogleManagedProjectStorageDisabled: BetaGoogleManagedProjectStorageDisabled;
  BetaGoogleManagedProjectStorageEnabled: BetaGoogleManagedProjectStorageEnabled;
  BetaGoogleManagedProjectStorageFailedCheck: BetaGoogleManagedProjectStorageFailedCheck;
  BetaGoogleManagedProjectStorageRegionActive: BetaGoogleManagedProjectStorageRegionActive;
  BetaGoogleManagedProjectStorageRegionFailed: BetaGoogleManagedProjectStorageRegionFailed;
  BetaGoogleManagedProjectStorageRegionNotConfigured: BetaGoogleManagedProjectStorageRegionNotConfigured;
  BetaGoogleManagedProjectStorageRegionPending: BetaGoogleManagedProjectStorageRegionPending;
  BetaGoogleManagedProjectStorageRegionStatus: BetaGoogleManagedProjectStorageRegionStatus;
  BetaGoogleManagedProjectStorageRegionSuspended: BetaGoogleManagedProjectStorageRegionSuspended;
  BetaGrantRequiredErrorDetails: BetaGrantRequiredErrorDetails;
  BetaInferenceDataPrivacyCreateParam: BetaInferenceDataPrivacyCreateParam;
  BetaInferenceDataPrivacyUpdateParam: BetaInferenceDataPrivacyUpdateParam;
  BetaInternalStorageParam: BetaInternalStorageParam;
  BetaInvalidStorageARNErrorDetails: BetaInvalidStorageARNErrorDetails;
  BetaNewOrganizationWebhookEndpoint: BetaNewOrganizationWebhookEndpoint;
  BetaOrganizationNotEligibleErrorDetails: BetaOrganizationNotEligibleErrorDetails;
  BetaOrganizationNotEnrolledInBetaErrorDetails: BetaOrganizationNotEnrolledInBetaErrorDetails;
  BetaOrganizationWebhookEndpoint: BetaOrganizationWebhookEndpoint;
  BetaOrganizationWebhookEndpointSigningSecret: BetaOrganizationWebhookEndpointSigningSecret;
  BetaOrganizationWebhookEndpointState: BetaOrganizationWebhookEndpointState;
  BetaPendingConfigurationExternalStorageStatus: BetaPendingConfigurationExternalStorageStatus;
  BetaProviderNotAllowedErrorDetails: BetaProviderNotAllowedErrorDetails;
  BetaSpendLimitsAdminAPIWritesNotEnabledErrorDetails: BetaSpendLimitsAdminAPIWritesNotEnabledErrorDetails;
  BetaStorageAlreadyRegisteredErrorDetails: BetaStorageAlreadyRegisteredErrorDetails;
  BetaStorageMemberParam: BetaStorageMemberParam;
  BetaStorageVerificationFailedErrorDetails: BetaStorageVerificationFailedErrorDetails;
  BetaTelemetryDestination: BetaTelemetryDestination;
  BetaTelemetryDestinationContentMode: BetaTelemetryDestinationContentMode;
  BetaTelemetryDestinationDeliveryHealth: BetaTelemetryDestinationDeliveryHealth;
  BetaTelemetryDestinationDisabledReason: BetaTelemetryDestinationDisabledReason;
  BetaTelemetryDestinationDisabledReasonCaller: BetaTelemetryDestinationDisabledReasonCaller;
  BetaTelemetryDestinationDisabledReasonInvalidAddress: BetaTelemetryDestinationDisabledReasonInvalidAddress;
  BetaTelemetryDestinationDisabledReasonRedirect: BetaTelemetryDestinationDisabledReasonRedirect;
  BetaTelemetryDestinationDisabledReasonSustainedFailure: BetaTelemetryDestinationDisabledReasonSustainedFailure;
  BetaTelemetryDestinationState: BetaTelemetryDestinationState;
  BetaTelemetryDestinationStateDisabled: BetaTelemetryDestinationStateDisabled;
  BetaTelemetryDestinationStateDisabledParams: BetaTelemetryDestinationStateDisabledParams;
  BetaTelemetryDestinationStateEnabled: BetaTelemetryDestinationStateEnabled;
  BetaTelemetryDestinationStateEnabledParams: BetaTelemetryDestinationStateEnabledParams;
  BetaTelemetryDestinationStateParams: BetaTelemetryDestinationStateParams;
  BetaTelemetryDestinationTestFailure: BetaTelemetryDestinationTestFailure;
  BetaTelemetryDestinationTestResponse: BetaTelemetryDestinationTestResponse;
  BetaTelemetryDestinationTestResult: BetaTelemetryDestinationTestResult;
  BetaTelemetryDestinationTestSuccess: BetaTelemetryDestinationTestSuccess;
  BetaTelemetryDestinationTraces: BetaTelemetryDestinationTraces;
  BetaTelemetryDestinationTracesParams: BetaTelemetryDestinationTracesParams;
  BetaTelemetryDestinationWorkspace: BetaTelemetryDestinationWorkspace;
  BetaTelemetryDestinationWorkspaces: BetaTelemetryDestinationWorkspaces;
  BetaTelemetryDestinationWorkspacesAll: BetaTelemetryDestinationWorkspacesAll;
  BetaTelemetryDestinationWorkspacesAllParams: BetaTelemetryDestinationWorkspacesAllParams;
  BetaTelemetryDestinationWorkspacesExclude: BetaTelemetryDestinationWorkspacesExclude;
  BetaTelemetryDestinationWorkspacesExcludeParams: BetaTelemetryDestinationWorkspacesExcludeParams;
  BetaTelemetryDestinationWorkspacesInclude: BetaTelemetryDestinationWorkspacesInclude;
  BetaTelemetryDestinationWorkspacesIncludeParams: BetaTelemetryDestinationWorkspacesIncludeParams;
  BetaTelemetryDestinationWorkspacesParams: BetaTelemetryDestinationWorkspacesParams;
  BetaUnsupportedRegionErrorDetails: BetaUnsupportedRegionErrorDetails;
  CannotInviteEmailsWithUnverifiedDomainsErrorDetails: CannotInviteEmailsWithUnverifiedDomainsErrorDetails;
  CannotRemoveLastMemberErrorDetails: CannotRemoveLastMemberErrorDetails;
  ChangeOutcomeUnknownErrorDetails: ChangeOutcomeUnknownErrorDetails;
  ClaudeCodeAPIActor: ClaudeCodeAPIActor;
  ClaudeCodeCoreMetrics: ClaudeCodeCoreMetrics;
  ClaudeCodeModelBreakdown: ClaudeCodeModelBreakdown;
  ClaudeCodeToolAction: ClaudeCodeToolAction;
  ClaudeCodeUsageRecord: ClaudeCodeUsageRecord;
  ClaudeCodeUsageReport: ClaudeCodeUsageReport;
  ClaudeCodeUserActor: ClaudeCodeUserActor;
  ComplianceSettingsState: ComplianceSettingsState;
  ComplianceSettingsStateDisabled: ComplianceSettingsStateDisabled;
  ComplianceSettingsStateDisabledParam: ComplianceSettingsStateDisabledParam;
  ComplianceSettingsStateEnabled: ComplianceSettingsStateEnabled;
  ComplianceSettingsStateEnabledParam: ComplianceSettingsStateEnabledParam;
  ComplianceSettingsStateParam: ComplianceSettingsStateParam;
  ConcurrentMembershipChangeErrorDetails: ConcurrentMembershipChangeErrorDetails;
  CostReport: CostReport;
  CostReportItem: CostReportItem;
  CostReportTimeBucket: CostReportTimeBucket;
  DataResidency: DataResidency;
  DataResidencyCreateConfig: DataResidencyCreateConfig;
  DataResidencyUpdateConfig: DataResidencyUpdateConfig;
  EmailDomainNotAllowedErrorDetails: EmailDomainNotAllowedErrorDetails;
  ExternalKey: ExternalKey;
  ExternalKeyAttachedAttachment: ExternalKeyAttachedAttachment;
  ExternalKeyChangedErrorDetails: ExternalKeyChangedErrorDetails;
  ExternalKeyCursorPage: ExternalKeyCursorPage;
  ExternalKeyDeleteResponse: ExternalKeyDeleteResponse;
  ExternalKeyInWorkspacePolicyErrorDetails: ExternalKeyInWorkspacePolicyErrorDetails;
  ExternalKeyUnattachedAttachment: ExternalKeyUnattachedAttachment;
  ExternalKeyValidateResponse: ExternalKeyValidateResponse;
  ExternalKeyValidationFailedErrorDetails: ExternalKeyValidationFailedErrorDetails;
  ExternalKeyValidationTimedOutErrorDetails: ExternalKeyValidationTimedOutErrorDetails;
  ExternalStorageCursorPage: ExternalStorageCursorPage;
  GCPExternalKeyConfig: GCPExternalKeyConfig;
  InviteAlreadyExistsErrorDetails: InviteAlreadyExistsErrorDetails;
  InviteDeleteResponse: InviteDeleteResponse;
  KeyProfileMismatchErrorDetails: KeyProfileMismatchErrorDetails;
  MessagesUsageReport: MessagesUsageReport;
  MessagesUsageReportItem: MessagesUsageReportItem;
  MessagesUsageReportTimeBucket: MessagesUsageReportTimeBucket;
  NoBillingWorkspaceRole: NoBillingWorkspaceRole;
  OrgAPIKeyLimitExceededErrorDetails: OrgAPIKeyLimitExceededErrorDetails;
  OrgMemberLimitExceededErrorDetails: OrgMemberLimitExceededErrorDetails;
  OrganizationComplianceSettings: OrganizationComplianceSettings;
  OrganizationInfo: OrganizationInfo;
  OrganizationInvite: OrganizationInvite;
  OrganizationInviteIdPage: OrganizationInviteIdPage;
  OrganizationRateLimit: OrganizationRateLimit;
  OrganizationRateLimitBatchGroup: OrganizationRateLimitBatchGroup;
  OrganizationRateLimitCursorPage: OrganizationRateLimitCursorPage;
  OrganizationRateLimitFilesGroup: OrganizationRateLimitFilesGroup;
  OrganizationRateLimitModelGroup: OrganizationRateLimitModelGroup;
  OrganizationRateLimitSkillsGroup: OrganizationRateLimitSkillsGroup;
  OrganizationRateLimitTokenCountGroup: OrganizationRateLimitTokenCountGroup;
  OrganizationRateLimitValue: OrganizationRateLimitValue;
  OrganizationRateLimitWebSearchGroup: OrganizationRateLimitWebSearchGroup;
  OrganizationRole: OrganizationRole;
  OrganizationTypeNotSupportedErrorDetails: OrganizationTypeNotSupportedErrorDetails;
  OrganizationUser: OrganizationUser;
  OrganizationUserIdPage: OrganizationUserIdPage;
  OrganizationWebhookEndpointIdPage: OrganizationWebhookEndpointIdPage;
  RBACGroupGrantsOwnerAccessErrorDetails: RBACGroupGrantsOwnerAccessErrorDetails;
  RBACGroupOwnerAccessUnconfirmedErrorDetails: RBACGroupOwnerAccessUnconfirmedErrorDetails;
  SandboxEgressRestrictedErrorDetails: SandboxEgressRestrictedErrorDetails;
  SpendLimit: SpendLimit;
  SpendLimitCursorPage: SpendLimitCursorPage;
  SpendLimitDeleteResponse: SpendLimitDeleteResponse;
  SpendLimitIncreaseRequest: SpendLimitIncreaseRequest;
  SpendLimitIncreaseRequestActor: SpendLimitIncreaseRequestActor;
  SpendLimitIncreaseRequestApproveResponse: SpendLimitIncreaseRequestApproveResponse;
  SpendLimitIncreaseRequestCursorPage: SpendLimitIncreaseRequestCursorPage;
  SpendLimitIncreaseRequestResolvedBy: SpendLimitIncreaseRequestResolvedBy;
  SpendLimitIncreaseRequestStatus: SpendLimitIncreaseRequestStatus;
  SpendLimitOrganizationScope: SpendLimitOrganizationScope;
  SpendLimitOrganizationServiceScope: SpendLimitOrganizationServiceScope;
  SpendLimitPeriod: SpendLimitPeriod;
  SpendLimitRBACGroupScope: SpendLimitRBACGroupScope;
  SpendLimitScopedAPIKeyActor: SpendLimitScopedAPIKeyActor;
  SpendLimitSeatTierScope: SpendLimitSeatTierScope;
  SpendLimitUsageTierScope: SpendLimitUsageTierScope;
  SpendLimitUserActor: SpendLimitUserActor;
  SpendLimitUserScope: SpendLimitUserScope;
  SpendLimitWorkspaceScope: SpendLimitWorkspaceScope;
  SpendSummary: SpendSummary;
  SpendSummaryCursorPage: SpendSummaryCursorPage;
  StorageAttachedDuringArchiveErrorDetails: StorageAttachedDuringArchiveErrorDetails;
  StorageProfileMismatchErrorDetails: StorageProfileMismatchErrorDetails;
  TelemetryDestinationCursorPage: TelemetryDestinationCursorPage;
  TelemetryDestinationWorkspaceCursorPage: TelemetryDestinationWorkspaceCursorPage;
  UsageReportCacheCreation: UsageReportCacheCreation;
  UsageReportServerToolUse: UsageReportServerToolUse;
  UserProfileNotFoundErrorDetails: UserProfileNotFoundErrorDetails;
  UserRemoveResponse: UserRemoveResponse;
  Workspace: Workspace;
  WorkspaceAPIKeyLimitExceededErrorDetails: WorkspaceAPIKeyLimitExceededErrorDetails;
  WorkspaceCreatedIncompleteErrorDetails: WorkspaceCreatedIncompleteErrorDetails;
  WorkspaceIdPage: WorkspaceIdPage;
  WorkspaceMember: WorkspaceMember;
  WorkspaceMemberIdPage: WorkspaceMemberIdPage;
  WorkspaceMemberLimitExceededErrorDetails: WorkspaceMemberLimitExceededErrorDetails;
  WorkspaceMemberRemoveResponse: WorkspaceMemberRemoveResponse;
  WorkspacePolicyField: WorkspacePolicyField;
  WorkspacePolicyViolationErrorDetails: WorkspacePolicyViolationErrorDetails;
  WorkspaceRateLimit: WorkspaceRateLimit;
  WorkspaceRateLimitCursorPage: WorkspaceRateLimitCursorPage;
  WorkspaceRateLimitOrganizationSource: WorkspaceRateLimitOrganizationSource;
  WorkspaceRateLimitType: WorkspaceRateLimitType;
  WorkspaceRateLimitUpdateValue: WorkspaceRateLimitUpdateValue;
  WorkspaceRateLimitValue: WorkspaceRateLimitValue;
  WorkspaceRateLimitWorkspaceSource: WorkspaceRateLimitWorkspaceSource;
  WorkspaceRole: WorkspaceRole;
}
export interface APIKey {
  id: string;
  created_at: string;
  created_by: APIKeyCreatedBy | null;
  expires_at: string | null;
  name: string;
  partial_key_hint: string | null;
  principal: APIKeyUserActor | APIKeyServiceAccountActor | null;
  scope: APIKeyOrganizationScope | APIKeyWorkspaceScope;
  status: 'active' | 'archived' | 'expired' | 'inactive';
  type: 'api_key';
}
export interface APIKeyCreatedBy {
  id: string;
  type: 'service_account' | 'user';
}
export interface APIKeyUserActor {
  type: 'user_actor';
  user_id: string;
}
export interface APIKeyServiceAccountActor {
  service_account_id: string;
  type: 'service_account_actor';
}
export interface APIKeyOrganizationScope {
  type: 'organization';
}
export interface APIKeyWorkspaceScope {
  type: 'workspace';
  workspace_id: string;
}
export interface APIKeyIdPage {
  data: APIKey[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface AWSExternalKeyConfig {
  kms_arn: string;
  type: 'aws';
  region?: string | null;
}
export interface AlreadyMemberErrorDetails {
  error_code: 'already_member';
}
export interface AnalyticsCostItemReportPage {
  data: BetaAnalyticsCostItem[];
  has_more: boolean;
  next_page: string | null;
  data_refreshed_at: string | null;
}
export interface BetaAnalyticsCostItem {
  cost: BetaAnalyticsCostMetrics;
  ending_at: string;
  group: BetaAnalyticsCostGroup;
  starting_at: string;
}
export interface BetaAnalyticsCostMetrics {
  amount: string;
  currency: string;
  list_amount: string;
  requests: number | null;
}
export interface BetaAnalyticsCostGroup {
  actor: BetaAnalyticsActor | null;
  actor_type: BetaAnalyticsActorType | null;
  agent_id: string | null;
  api_key_id: string | null;
  claude_tag_category: BetaAnalyticsClaudeTagCategory | null;
  claude_tag_user_id: string | null;
  context_window: BetaAnalyticsContextWindow | null;
  cost_type: BetaAnalyticsGroupedCostType | null;
  deployment_id: string | null;
  environment_id: string | null;
  inference_geo: BetaAnalyticsUsageCostInferenceGeo | null;
  model: string | null;
  organization_id: string | null;
  product: string | null;
  rbac_group_id: string | null;
  service_tier: BetaAnalyticsServiceTier | null;
  session_id: string | null;
  slack_channel_id: string | null;
  speed: BetaAnalyticsSpeed | null;
  token_type: BetaAnalyticsTokenType | null;
  user_profile_id: string | null;
  workspace_id: string | null;
}
export interface BetaAnalyticsReportUserActor {
  deleted: boolean;
  email_address: string | null;
  name: string | null;
  type: 'user_actor';
  user_id: string;
}
export interface BetaAnalyticsServiceAccountActor {
  service_account_id: string;
  type: 'service_account_actor';
}
export interface BetaAnalyticsFederatedActor {
  provider: BetaAnalyticsFederatedActorProvider;
  subject: string | null;
  type: 'federated_actor';
}
export interface BetaAnalyticsFederatedActorAWSProvider {
  account_id: string;
  signed_principal: string;
  type: 'aws';
}
export interface BetaAnalyticsFederatedActorAzureProvider {
  subscription_id: string;
  type: 'azure';
}
export interface BetaAnalyticsFederatedActorGCPProvider {
  project_number: string;
  type: 'gcp';
}
export interface BetaAnalyticsFederatedActorOIDCProvider {
  issuer: string | null;
  type: 'oidc';
}
export interface BetaAnalyticsAPIActor {
  api_key_id: string;
  type: 'api_actor';
}
export interface AnalyticsUsageItemReportPage {
  data: BetaAnalyticsUsageItem[];
  has_more: boolean;
  next_page: string | null;
  data_refreshed_at: string | null;
}
export interface BetaAnalyticsUsageItem {
  ending_at: string;
  group: BetaAnalyticsUsageGroup;
  starting_at: string;
  usage: BetaAnalyticsUsageMetrics;
}
export interface BetaAnalyticsUsageGroup {
  actor: BetaAnalyticsActor | null;
  actor_type: BetaAnalyticsActorType | null;
  agent_id: string | null;
  api_key_id: string | null;
  claude_tag_category: BetaAnalyticsClaudeTagCategory | null;
  claude_tag_user_id: string | null;
  context_window: BetaAnalyticsContextWindow | null;
  deployment_id: string | null;
  environment_id: string | null;
  inference_geo: BetaAnalyticsUsageCostInferenceGeo | null;
  model: string | null;
  organization_id: string | null;
  product: string | null;
  rbac_group_id: string | null;
  service_tier: BetaAnalyticsServiceTier | null;
  session_id: string | null;
  slack_channel_id: string | null;
  speed: BetaAnalyticsSpeed | null;
  user_profile_id: string | null;
  workspace_id: string | null;
}
export interface BetaAnalyticsUsageMetrics {
  cache_creation: BetaCacheCreation;
  cache_read_input_tokens: number;
  output_tokens: number;
  requests: number | null;
  server_tool_use: BetaAnalyticsServerToolUse;
  total_tokens: number;
  uncached_input_tokens: number;
}
export interface BetaCacheCreation {
  ephemeral_1h_input_tokens: number;
  ephemeral_5m_input_tokens: number;
}
export interface BetaAnalyticsServerToolUse {
  web_search_requests: number;
}
export interface AzureExternalKeyConfig {
  key_name: string;
  tenant_id: string;
  type: 'azure';
  vault_uri: string;
  client_id?: string | null;
}
export interface AzureExternalKeyConfigParam {
  key_name: string;
  tenant_id: string;
  type: 'azure';
  vault_uri: string;
  client_id?: string | null;
}
export interface BetaAWSExternalStorageConfig {
  account_id: string;
  bucket_name: string;
  region: string;
  type: 'aws';
}
export interface BetaAWSExternalStorageConfigParam {
  account_id: string;
  bucket_name: string;
  region: string;
  type: 'aws';
}
export interface BetaActiveExternalStorageStatus {
  healthy: boolean;
  last_checked_at: string;
  type: 'active';
}
export interface BetaAnthropicHumanReviewParam {
  type: 'disabled' | 'enabled';
}
export interface BetaAuthorizationCheckUnavailableErrorDetails {
  error_code: 'authorization_check_unavailable';
}
export interface BetaAvailableExternalStorageStatus {
  healthy: boolean;
  last_checked_at: string;
  type: 'available';
}
export interface BetaCannotSignOutManagedMemberErrorDetails {
  error_code: 'cannot_sign_out_managed_member';
}
export interface BetaCannotSignOutMembershipAdminErrorDetails {
  error_code: 'cannot_sign_out_membership_admin';
}
export interface BetaCannotSignOutOwnerErrorDetails {
  error_code: 'cannot_sign_out_owner';
}
export interface BetaCannotSignOutPrimaryOwnerErrorDetails {
  error_code: 'cannot_sign_out_primary_owner';
}
export interface BetaCannotSignOutPrivilegedMemberErrorDetails {
  error_code: 'cannot_sign_out_privileged_member';
}
export interface BetaCannotSignOutSelfErrorDetails {
  error_code: 'cannot_sign_out_self';
}
export interface BetaDeletedExternalStorage {
  id: string;
  type: 'external_storage_deleted';
}
export interface BetaDeletedOrganizationWebhookEndpoint {
  id: string;
  type: 'webhook_endpoint_deleted';
}
export interface BetaDeletedTelemetryDestination {
  id: string;
  type: 'telemetry_destination_deleted';
}
export interface BetaDeletedTelemetryDestinationWorkspace {
  telemetry_destination_id: string;
  type: 'telemetry_destination_workspace_deleted';
  workspace_id: string;
}
export interface BetaDrainingExternalStorageStatus {
  healthy: boolean;
  last_checked_at: string;
  removal_started: boolean;
  type: 'draining';
}
export interface BetaExternalStorage {
  id: string;
  created_at: string;
  display_name: string | null;
  provider_config: BetaAWSExternalStorageConfig | BetaGCPExternalStorageConfig;
  setup_template_version: string | null;
  status:
    | BetaPendingConfigurationExternalStorageStatus
    | BetaAvailableExternalStorageStatus
    | BetaActiveExternalStorageStatus
    | BetaDrainingExternalStorageStatus;
  type: 'external_storage';
  updated_at: string;
  user_profile_id: string | null;
}
export interface BetaGCPExternalStorageConfig {
  bucket_name: string;
  project_number: string;
  region: string;
  type: 'gcp';
}
export interface BetaPendingConfigurationExternalStorageStatus {
  type: 'pending_configuration';
}
export interface BetaExternalStorageFailedCheck {
  check:
    | 'already_registered'
    | 'assume_role'
    | 'bucket_empty'
    | 'bucket_not_confirmed'
    | 'bucket_policy'
    | 'bucket_settings'
    | 'default_encryption'
    | 'deletion_policy'
    | 'encryption'
    | 'grant_mismatch'
    | 'key_usable'
    | 'kms_key_refused'
    | 'lifecycle_no_archive'
    | 'lifecycle_rules'
    | 'lifecycle_template'
    | 'location_mismatch'
    | 'object_lock'
    | 'other'
    | 'ownership_enforced'
    | 'probe_failed'
    | 'probe_object'
    | 'probe_storage_class'
    | 'public_access_block'
    | 'region'
    | 'replication'
    | 'request_metrics'
    | 'request_payment'
    | 'transcripts_support'
    | 'trust_ingest_role'
    | 'trust_maintenance_role'
    | 'trust_media_erasure_role'
    | 'trust_read_role'
    | 'trust_transcripts_role'
    | 'trust_transcripts_verify_role'
    | 'trust_verify_role'
    | 'versioning';
  message: string;
  role:
    | 'ingest'
    | 'maintenance'
    | 'media_erasure'
    | 'read'
    | 'transcripts'
    | 'transcripts_verify'
    | 'verify'
    | null;
}
export interface BetaExternalStorageInUseErrorDetails {
  error_code: 'external_storage_in_use';
}
export interface BetaExternalStorageInWorkspacePolicyErrorDetails {
  error_code: 'external_storage_in_workspace_policy';
}
export interface BetaExternalStorageMemberParam {
  external_storage_id: string;
  type: 'external';
}
export interface BetaGCPExternalStorageConfigParam {
  bucket_name: string;
  project_number: string;
  region: string;
  type: 'gcp';
}
export interface BetaGoogleManagedProjectCMEKDisabled {
  retired_keys: BetaGoogleManagedProjectRetiredKey[];
  type: 'disabled';
}
export interface BetaGoogleManagedProjectRetiredKey {
  expires_at: string;
  external_key_id: string;
  region: string;
}
export interface BetaGoogleManagedProjectCMEKEnabled {
  external_key_ids: {
    [k: string]: string;
  };
  retired_keys: BetaGoogleManagedProjectRetiredKey[];
  status: {
    [k: string]: BetaGoogleManagedProjectCMEKRegionStatus;
  };
  type: 'enabled';
}
export interface BetaGoogleManagedProjectCMEKRegionNotConfigured {
  effective_external_key_id: string | null;
  type: 'not_configured';
}
export interface BetaGoogleManagedProjectCMEKRegionPending {
  effective_external_key_id: string | null;
  error: string | null;
  type: 'pending';
}
export interface BetaGoogleManagedProjectCMEKRegionActive {
  effective_external_key_id: string | null;
  error: string | null;
  last_checked_at: string | null;
  type: 'active';
  validated_at: string;
}
export interface BetaGoogleManagedProjectCMEKRegionFailed {
  effective_external_key_id: string | null;
  error: string;
  type: 'failed';
}
export interface BetaGoogleManagedProjectCMEKRegionSuspended {
  effective_external_key_id: string | null;
  type: 'suspended';
}
export interface BetaGoogleManagedProjectDataControls {
  cmek: BetaGoogleManagedProjectCMEKControl;
  project_number: string;
  storage: BetaGoogleManagedProjectStorageControl;
  type: 'google_managed_project_data_controls';
  updated_at: string;
}
export interface BetaGoogleManagedProjectStorageDisabled {
  retired_buckets: BetaGoogleManagedProjectRetiredBucket[];
  type: 'disabled';
}
export interface BetaGoogleManagedProjectRetiredBucket {
  bucket_name: string;
  expires_at: string;
  project_number: string;
  region: string;
}
export interface BetaGoogleManagedProjectStorageEnabled {
  buckets: {
    [k: string]: BetaGoogleManagedProjectStorageBucket;
  };
  retired_buckets: BetaGoogleManagedProjectRetiredBucket[];
  status: {
    [k: string]: BetaGoogleManagedProjectStorageRegionStatus;
  };
  type: 'enabled';
}
export interface BetaGoogleManagedProjectStorageBucket {
  bucket_name: string;
  kms_key_name: string | null;
  location: string | null;
  project_id: string | null;
  project_number: string;
}
export interface BetaGoogleManagedProjectStorageRegionNotConfigured {
  effective_bucket: BetaGoogleManagedProjectEffectiveBucket | null;
  type: 'not_configured';
}
export interface BetaGoogleManagedProjectEffectiveBucket {
  bucket_name: string;
  project_number: string;
}
export interface BetaGoogleManagedProjectStorageRegionPending {
  effective_bucket: BetaGoogleManagedProjectEffectiveBucket | null;
  failed_checks: BetaGoogleManagedProjectStorageFailedCheck[];
  type: 'pending';
}
export interface BetaGoogleManagedProjectStorageFailedCheck {
  check:
    | 'bucket_settings'
    | 'deletion_policy'
    | 'encryption'
    | 'grant_mismatch'
    | 'kms_key_refused'
    | 'label_mismatch'
    | 'lifecycle_rules'
    | 'location_mismatch'
    | 'probe_failed'
    | 'project_not_verified'
    | 'versioning';
  message: string;
  role: 'ingest' | 'maintenance' | 'media_erasure' | 'read' | 'verify' | null;
}
export interface BetaGoogleManagedProjectStorageRegionActive {
  effective_bucket: BetaGoogleManagedProjectEffectiveBucket | null;
  failed_checks: BetaGoogleManagedProjectStorageFailedCheck[];
  type: 'active';
  validated_at: string;
}
export interface BetaGoogleManagedProjectStorageRegionFailed {
  effective_bucket: BetaGoogleManagedProjectEffectiveBucket | null;
  failed_checks: BetaGoogleManagedProjectStorageFailedCheck[];
  type: 'failed';
}
export interface BetaGoogleManagedProjectStorageRegionSuspended {
  effective_bucket: BetaGoogleManagedProjectEffectiveBucket | null;
  type: 'suspended';
}
export interface BetaGrantRequiredErrorDetails {
  error_code: 'grant_required';
}
export interface BetaInferenceDataPrivacyCreateParam {
  human_review?: BetaAnthropicHumanReviewParam;
  safeguards_storage?: BetaStorageMemberParam;
  transcripts_storage?: BetaStorageMemberParam;
}
export interface BetaInternalStorageParam {
  type: 'internal';
}
export interface BetaInferenceDataPrivacyUpdateParam {
  human_review?: BetaAnthropicHumanReviewParam;
  safeguards_storage?: BetaStorageMemberParam;
  transcripts_storage?: BetaStorageMemberParam;
}
export interface BetaInvalidStorageARNErrorDetails {
  error_code: 'invalid_storage_arn';
}
export interface BetaNewOrganizationWebhookEndpoint {
  id: string;
  created_at: string;
  description: string;
  disabled_reason: string;
  enabled_events: (
    | 'external_key.failed'
    | 'external_key.recovered'
    | 'external_storage.failed'
    | 'external_storage.recovered'
    | 'user_profile.enforcement_action_opened'
    | 'user_profile.enforcement_action_resolved'
    | 'user_profile.program_status_updated'
  )[];
  name: string;
  signing_secret: string;
  state: BetaOrganizationWebhookEndpointState;
  updated_at: string;
  url: string;
}
export interface BetaOrganizationNotEligibleErrorDetails {
  error_code: 'organization_not_eligible';
}
export interface BetaOrganizationNotEnrolledInBetaErrorDetails {
  error_code: 'organization_not_enrolled_in_beta';
}
export interface BetaOrganizationWebhookEndpoint {
  id: string;
  created_at: string;
  description: string;
  disabled_reason: string;
  enabled_events: (
    | 'external_key.failed'
    | 'external_key.recovered'
    | 'external_storage.failed'
    | 'external_storage.recovered'
    | 'user_profile.enforcement_action_opened'
    | 'user_profile.enforcement_action_resolved'
    | 'user_profile.program_status_updated'
  )[];
  name: string;
  state: BetaOrganizationWebhookEndpointState;
  updated_at: string;
  url: string;
}
export interface BetaOrganizationWebhookEndpointSigningSecret {
  signing_secret: string;
}
export interface BetaProviderNotAllowedErrorDetails {
  error_code: 'provider_not_allowed';
}
export interface BetaSpendLimitsAdminAPIWritesNotEnabledErrorDetails {
  error_code: 'spend_limits_admin_api_writes_not_enabled';
}
export interface BetaStorageAlreadyRegisteredErrorDetails {
  error_code: 'storage_already_registered';
}
export interface BetaStorageVerificationFailedErrorDetails {
  error_code: 'storage_verification_failed';
  failed_checks: BetaExternalStorageFailedCheck[];
  field?: string | null;
}
export interface BetaTelemetryDestination {
  id: string;
  created_at: string;
  delivery_health: BetaTelemetryDestinationDeliveryHealth;
  display_name: string | null;
  endpoint_url: string;
  header_names: string[];
  state: BetaTelemetryDestinationState;
  traces: BetaTelemetryDestinationTraces;
  type: 'telemetry_destination';
  updated_at: string;
  workspaces: BetaTelemetryDestinationWorkspaces;
}
export interface BetaTelemetryDestinationDeliveryHealth {
  last_error: string | null;
  last_error_at: string | null;
  last_success_at: string | null;
}
export interface BetaTelemetryDestinationStateEnabled {
  type: 'enabled';
}
export interface BetaTelemetryDestinationStateDisabled {
  reason: BetaTelemetryDestinationDisabledReason;
  type: 'disabled';
}
export interface BetaTelemetryDestinationDisabledReasonCaller {
  type: 'caller';
}
export interface BetaTelemetryDestinationDisabledReasonSustainedFailure {
  type: 'sustained_failure';
}
export interface BetaTelemetryDestinationDisabledReasonInvalidAddress {
  type: 'invalid_address';
}
export interface BetaTelemetryDestinationDisabledReasonRedirect {
  type: 'redirect';
}
export interface BetaTelemetryDestinationTraces {
  content_mode: BetaTelemetryDestinationContentMode;
  enabled: boolean;
  endpoint_url: string | null;
  max_content_bytes: number | null;
}
export interface BetaTelemetryDestinationWorkspacesAll {
  type: 'all';
}
export interface BetaTelemetryDestinationWorkspacesInclude {
  type: 'include';
}
export interface BetaTelemetryDestinationWorkspacesExclude {
  type: 'exclude';
}
export interface BetaTelemetryDestinationStateDisabledParams {
  type: 'disabled';
}
export interface BetaTelemetryDestinationStateEnabledParams {
  type: 'enabled';
}
export interface BetaTelemetryDestinationTestFailure {
  error: string;
  type: 'failure';
}
export interface BetaTelemetryDestinationTestResponse {
  result: BetaTelemetryDestinationTestResult;
  type: 'telemetry_destination_test';
}
export interface BetaTelemetryDestinationTestSuccess {
  type: 'success';
}
export interface BetaTelemetryDestinationTracesParams {
  content_mode?: BetaTelemetryDestinationContentMode | null;
  enabled?: boolean;
  endpoint_url?: string | null;
  max_content_bytes?: number | null;
}
export interface BetaTelemetryDestinationWorkspace {
  created_at: string;
  telemetry_destination_id: string;
  type: 'telemetry_destination_workspace';
  workspace_id: string;
}
export interface BetaTelemetryDestinationWorkspacesAllParams {
  type: 'all';
}
export interface BetaTelemetryDestinationWorkspacesExcludeParams {
  type: 'exclude';
  /**
   * @maxItems 100
   */
  workspace_ids?: string[];
}
export interface BetaTelemetryDestinationWorkspacesIncludeParams {
  type: 'include';
  /**
   * @maxItems 100
   */
  workspace_ids?: string[];
}
export interface BetaUnsupportedRegionErrorDetails {
  error_code: 'unsupported_region';
}
export interface CannotInviteEmailsWithUnverifiedDomainsErrorDetails {
  error_code: 'cannot_invite_emails_with_unverified_domains';
}
export interface CannotRemoveLastMemberErrorDetails {
  error_code: 'cannot_remove_last_member';
}
export interface ChangeOutcomeUnknownErrorDetails {
  error_code: 'change_outcome_unknown';
}
export interface ClaudeCodeAPIActor {
  type: 'api_actor';
  api_key_name: string;
}
export interface ClaudeCodeCoreMetrics {
  commits_by_claude_code: number;
  lines_of_code: {
    added: number;
    removed: number;
    [k: string]: unknown;
  };
  num_sessions: number;
  pull_requests_by_claude_code: number;
}
export interface ClaudeCodeModelBreakdown {
  model: string;
  estimated_cost: {
    amount: number;
    currency: string;
    [k: string]: unknown;
  };
  tokens: {
    cache_creation: number;
    cache_read: number;
    input: number;
    output: number;
    [k: string]: unknown;
  };
}
export interface ClaudeCodeToolAction {
  accepted: number;
  rejected: number;
}
export interface ClaudeCodeUsageRecord {
  actor: ClaudeCodeUserActor | ClaudeCodeAPIActor;
  core_metrics: ClaudeCodeCoreMetrics;
  customer_type: 'api' | 'subscription';
  date: string;
  is_remote: boolean;
  model_breakdown: ClaudeCodeModelBreakdown[];
  organization_id: string;
  terminal_type: string;
  tool_actions: {
    [k: string]: ClaudeCodeToolAction;
  };
  subscription_type?: 'enterprise' | 'team' | null;
}
export interface ClaudeCodeUserActor {
  type: 'user_actor';
  email_address: string;
}
export interface ClaudeCodeUsageReport {
  data: ClaudeCodeUsageRecord[];
  has_more: boolean;
  next_page: string | null;
}
export interface ComplianceSettingsStateEnabled {
  type: 'enabled';
}
export interface ComplianceSettingsStateDisabled {
  type: 'disabled';
}
export interface ComplianceSettingsStateDisabledParam {
  type: 'disabled';
}
export interface ComplianceSettingsStateEnabledParam {
  type: 'enabled';
}
export interface ConcurrentMembershipChangeErrorDetails {
  error_code: 'concurrent_membership_change';
}
export interface CostReport {
  data: CostReportTimeBucket[];
  has_more: boolean;
  next_page: string | null;
}
export interface CostReportTimeBucket {
  starting_at: string;
  ending_at: string;
  results: CostReportItem[];
}
export interface CostReportItem {
  amount: string;
  context_window: '0-200k' | '200k-1M' | null;
  cost_type: 'code_execution' | 'session_usage' | 'tokens' | 'web_search' | null;
  currency: string;
  description: string | null;
  inference_geo: 'global' | 'not_available' | 'us' | null;
  model: string | null;
  service_tier: 'batch' | 'standard' | null;
  token_type:
    | 'cache_creation.ephemeral_1h_input_tokens'
    | 'cache_creation.ephemeral_5m_input_tokens'
    | 'cache_read_input_tokens'
    | 'output_tokens'
    | 'uncached_input_tokens'
    | null;
  workspace_id: string | null;
}
export interface DataResidency {
  allowed_inference_geos: 'unrestricted' | AllowedInferenceGeo[];
  default_inference_geo: 'global' | 'us';
  workspace_geo: 'us';
}
export interface DataResidencyCreateConfig {
  allowed_inference_geos?: 'unrestricted' | AllowedInferenceGeo[] | null;
  default_inference_geo?: 'global' | 'us' | null;
  workspace_geo?: 'us' | null;
}
export interface DataResidencyUpdateConfig {
  allowed_inference_geos?: 'unrestricted' | AllowedInferenceGeo[] | null;
  default_inference_geo?: 'global' | 'us' | null;
}
export interface EmailDomainNotAllowedErrorDetails {
  error_code: 'email_domain_not_allowed';
}
export interface ExternalKey {
  id: string;
  attachment: ExternalKeyAttachedAttachment | ExternalKeyUnattachedAttachment;
  created_at: string;
  display_name: string | null;
  geo: string;
  provider_config: AWSExternalKeyConfig | GCPExternalKeyConfig | AzureExternalKeyConfig;
  type: 'external_key';
  updated_at: string;
  user_profile_id: string | null;
}
export interface ExternalKeyAttachedAttachment {
  type: 'attached';
}
export interface ExternalKeyUnattachedAttachment {
  type: 'unattached';
}
export interface GCPExternalKeyConfig {
  key_name: string;
  type: 'gcp';
}
export interface ExternalKeyChangedErrorDetails {
  error_code: 'external_key_changed';
}
export interface ExternalKeyCursorPage {
  data: ExternalKey[];
  next_page: string | null;
}
export interface ExternalKeyDeleteResponse {
  id: string;
  type: 'external_key_deleted';
}
export interface ExternalKeyInWorkspacePolicyErrorDetails {
  error_code: 'external_key_in_workspace_policy';
}
export interface ExternalKeyValidateResponse {
  error: string | null;
  status: 'failure' | 'success';
  type: 'external_key_validation';
}
export interface ExternalKeyValidationFailedErrorDetails {
  error_code: 'external_key_validation_failed';
}
export interface ExternalKeyValidationTimedOutErrorDetails {
  error_code: 'external_key_validation_timed_out';
}
export interface ExternalStorageCursorPage {
  data: BetaExternalStorage[];
  next_page: string | null;
}
export interface InviteAlreadyExistsErrorDetails {
  error_code: 'invite_already_exists';
}
export interface InviteDeleteResponse {
  id: string;
  type: 'invite_deleted';
}
export interface KeyProfileMismatchErrorDetails {
  error_code: 'key_profile_mismatch';
}
export interface MessagesUsageReport {
  data: MessagesUsageReportTimeBucket[];
  has_more: boolean;
  next_page: string | null;
}
export interface MessagesUsageReportTimeBucket {
  starting_at: string;
  ending_at: string;
  results: MessagesUsageReportItem[];
}
export interface MessagesUsageReportItem {
  account_id: string | null;
  api_key_id: string | null;
  cache_creation: UsageReportCacheCreation;
  cache_read_input_tokens: number;
  context_window: '0-200k' | '200k-1M' | null;
  inference_geo: 'global' | 'not_available' | 'us' | null;
  model: string | null;
  output_tokens: number;
  server_tool_use: UsageReportServerToolUse;
  service_account_id: string | null;
  service_tier: 'batch' | 'flex' | 'flex_discount' | 'priority' | 'priority_on_demand' | 'standard' | null;
  speed?: 'fast' | 'standard' | null;
  uncached_input_tokens: number;
  workspace_id: string | null;
}
export interface UsageReportCacheCreation {
  ephemeral_1h_input_tokens: number;
  ephemeral_5m_input_tokens: number;
}
export interface UsageReportServerToolUse {
  web_search_requests: number;
}
export interface OrgAPIKeyLimitExceededErrorDetails {
  error_code: 'org_api_key_limit_exceeded';
}
export interface OrgMemberLimitExceededErrorDetails {
  error_code: 'org_member_limit_exceeded';
}
export interface OrganizationComplianceSettings {
  state: ComplianceSettingsState;
  type: 'compliance_settings';
}
export interface OrganizationInfo {
  id: string;
  name: string;
  type: 'organization';
}
export interface OrganizationInvite {
  id: string;
  accepted_at: string | null;
  email: string;
  expires_at: string;
  invited_at: string;
  rbac_group_ids: string[];
  role: OrganizationRole;
  status: 'accepted' | 'deleted' | 'expired' | 'pending';
  type: 'invite';
}
export interface OrganizationInviteIdPage {
  data: OrganizationInvite[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface OrganizationRateLimit {
  id: string;
  group:
    | OrganizationRateLimitModelGroup
    | OrganizationRateLimitBatchGroup
    | OrganizationRateLimitTokenCountGroup
    | OrganizationRateLimitFilesGroup
    | OrganizationRateLimitSkillsGroup
    | OrganizationRateLimitWebSearchGroup;
  limits: OrganizationRateLimitValue[];
  models: string[] | null;
  type: 'rate_limit';
}
export interface OrganizationRateLimitModelGroup {
  id: string;
  display_name: string;
  type: 'model_group';
}
export interface OrganizationRateLimitBatchGroup {
  id: string;
  type: 'batch';
}
export interface OrganizationRateLimitTokenCountGroup {
  id: string;
  type: 'token_count';
}
export interface OrganizationRateLimitFilesGroup {
  id: string;
  type: 'files';
}
export interface OrganizationRateLimitSkillsGroup {
  id: string;
  type: 'skills';
}
export interface OrganizationRateLimitWebSearchGroup {
  id: string;
  type: 'web_search';
}
export interface OrganizationRateLimitValue {
  type: string;
  value: number;
}
export interface OrganizationRateLimitCursorPage {
  data: OrganizationRateLimit[];
  next_page: string | null;
}
export interface OrganizationTypeNotSupportedErrorDetails {
  error_code: 'organization_type_not_supported';
}
export interface OrganizationUser {
  id: string;
  added_at: string;
  email: string;
  name: string;
  role: OrganizationRole;
  type: 'user';
}
export interface OrganizationUserIdPage {
  data: OrganizationUser[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface OrganizationWebhookEndpointIdPage {
  data: BetaOrganizationWebhookEndpoint[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface RBACGroupGrantsOwnerAccessErrorDetails {
  error_code: 'rbac_group_grants_owner_access';
}
export interface RBACGroupOwnerAccessUnconfirmedErrorDetails {
  error_code: 'rbac_group_owner_access_unconfirmed';
}
export interface SandboxEgressRestrictedErrorDetails {
  error_code: 'sandbox_egress_restricted';
}
export interface SpendLimit {
  id: string;
  amount: string | null;
  created_at: string;
  currency: string;
  is_enabled: boolean;
  period: SpendLimitPeriod;
  scope:
    | SpendLimitUserScope
    | SpendLimitSeatTierScope
    | SpendLimitRBACGroupScope
    | SpendLimitOrganizationServiceScope
    | SpendLimitOrganizationScope
    | SpendLimitWorkspaceScope
    | SpendLimitUsageTierScope;
  type: 'spend_limit';
  updated_at: string;
}
export interface SpendLimitUserScope {
  type: 'user';
  user_id: string;
}
export interface SpendLimitSeatTierScope {
  seat_tier: string;
  type: 'seat_tier';
}
export interface SpendLimitRBACGroupScope {
  rbac_group_id: string;
  type: 'rbac_group';
}
export interface SpendLimitOrganizationServiceScope {
  service: string;
  type: 'organization_service';
}
export interface SpendLimitOrganizationScope {
  type: 'organization';
}
export interface SpendLimitWorkspaceScope {
  type: 'workspace';
  workspace_id: string;
}
export interface SpendLimitUsageTierScope {
  type: 'usage_tier';
}
export interface SpendLimitCursorPage {
  data: SpendLimit[];
  next_page: string | null;
}
export interface SpendLimitDeleteResponse {
  id: string;
  type: 'spend_limit_deleted';
}
export interface SpendLimitIncreaseRequest {
  id: string;
  actor: SpendLimitIncreaseRequestActor;
  created_at: string;
  period: SpendLimitPeriod;
  resolved_at: string | null;
  resolved_by: SpendLimitIncreaseRequestResolvedBy | null;
  spend_summary: SpendSummary | null;
  status: SpendLimitIncreaseRequestStatus;
  type: 'spend_limit_increase_request';
}
export interface SpendLimitUserActor {
  deleted: boolean;
  email_address: string | null;
  name: string | null;
  type: 'user_actor';
  user_id: string;
}
export interface SpendLimitScopedAPIKeyActor {
  scoped_api_key_id: string;
  type: 'scoped_api_key_actor';
}
export interface SpendSummary {
  actor: SpendLimitUserActor | SpendLimitScopedAPIKeyActor;
  amount: string | null;
  currency: string;
  period: SpendLimitPeriod;
  period_to_date_spend: string;
  scope:
    | SpendLimitUserScope
    | SpendLimitSeatTierScope
    | SpendLimitRBACGroupScope
    | SpendLimitOrganizationServiceScope
    | SpendLimitOrganizationScope
    | SpendLimitWorkspaceScope
    | SpendLimitUsageTierScope;
  source:
    | SpendLimitUserScope
    | SpendLimitSeatTierScope
    | SpendLimitRBACGroupScope
    | SpendLimitOrganizationServiceScope
    | SpendLimitOrganizationScope
    | SpendLimitWorkspaceScope
    | SpendLimitUsageTierScope;
  spend_limit_id: string;
}
export interface SpendLimitIncreaseRequestApproveResponse {
  id: string;
  actor: SpendLimitIncreaseRequestActor;
  created_at: string;
  period: SpendLimitPeriod;
  resolved_at: string | null;
  resolved_by: SpendLimitIncreaseRequestResolvedBy | null;
  spend_limit: SpendLimit | null;
  spend_summary: SpendSummary | null;
  status: SpendLimitIncreaseRequestStatus;
  type: 'spend_limit_increase_request';
}
export interface SpendLimitIncreaseRequestCursorPage {
  data: SpendLimitIncreaseRequest[];
  next_page: string | null;
}
export interface SpendSummaryCursorPage {
  data: SpendSummary[];
  next_page: string | null;
}
export interface StorageAttachedDuringArchiveErrorDetails {
  error_code: 'storage_attached_during_archive';
}
export interface StorageProfileMismatchErrorDetails {
  error_code: 'storage_profile_mismatch';
  field: string;
}
export interface TelemetryDestinationCursorPage {
  data: BetaTelemetryDestination[];
  next_page: string | null;
}
export interface TelemetryDestinationWorkspaceCursorPage {
  data: BetaTelemetryDestinationWorkspace[];
  next_page: string | null;
}
export interface UserProfileNotFoundErrorDetails {
  error_code: 'user_profile_not_found';
}
export interface UserRemoveResponse {
  id: string;
  type: 'user_deleted';
}
export interface Workspace {
  id: string;
  archived_at: string | null;
  compartment_id: string;
  created_at: string;
  data_residency: DataResidency;
  display_color: string;
  external_key_id: string | null;
  name: string;
  tags: {
    [k: string]: string;
  };
  type: 'workspace';
  user_profile_id: string | null;
}
export interface WorkspaceAPIKeyLimitExceededErrorDetails {
  error_code: 'workspace_api_key_limit_exceeded';
}
export interface WorkspaceCreatedIncompleteErrorDetails {
  error_code: 'workspace_created_incomplete';
  workspace_id: string;
}
export interface WorkspaceIdPage {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface WorkspaceMember {
  type: 'workspace_member';
  user_id: string;
  workspace_id: string;
  workspace_role: WorkspaceRole;
}
export interface WorkspaceMemberIdPage {
  data: WorkspaceMember[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
export interface WorkspaceMemberLimitExceededErrorDetails {
  error_code: 'workspace_member_limit_exceeded';
}
export interface WorkspaceMemberRemoveResponse {
  type: 'workspace_member_deleted';
  user_id: string;
  workspace_id: string;
}
export interface WorkspacePolicyViolationErrorDetails {
  error_code: 'workspace_policy_violation';
  field: WorkspacePolicyField;
}
export interface WorkspaceRateLimit {
  group:
    | OrganizationRateLimitModelGroup
    | OrganizationRateLimitBatchGroup
    | OrganizationRateLimitTokenCountGroup
    | OrganizationRateLimitFilesGroup
    | OrganizationRateLimitSkillsGroup
    | OrganizationRateLimitWebSearchGroup;
  limits: WorkspaceRateLimitValue[];
  models: string[] | null;
  rate_limit_id: string;
  type: 'workspace_rate_limit';
  workspace_id: string;
}
export interface WorkspaceRateLimitValue {
  org_limit: number | null;
  source: WorkspaceRateLimitWorkspaceSource | WorkspaceRateLimitOrganizationSource;
  type: string;
  value: number;
}
export interface WorkspaceRateLimitWorkspaceSource {
  type: 'workspace';
}
export interface WorkspaceRateLimitOrganizationSource {
  type: 'organization';
}
export interface WorkspaceRateLimitCursorPage {
  data: WorkspaceRateLimit[];
  next_page: string | null;
}
export interface WorkspaceRateLimitUpdateValue {
  type: WorkspaceRateLimitType;
  value: number | null;
}

/** Names of the schemas in `contract/schemas.json`. */
export type ApiSchemaName = keyof ApiSchemas;
