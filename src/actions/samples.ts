/** Sample values, shown in examples, docs and error messages; none of them exists. */
export const SAMPLE = {
  userId: 'user_01AdaLovelaceExample',
  inviteId: 'invite_01GraceHopperExample',
  workspaceId: 'wrkspc_01ResearchExample',
  apiKeyId: 'apikey_01BatchJobExample',
  serviceAccountId: 'svcacct_01NightlyExample',
  externalKeyId: 'extkey_01TokyoVaultExample',
  userProfileId: 'uprof_01DefaultExample',
  rbacGroupId: 'rbacgrp_01EngineersExample',
  email: 'ada@example.com',
} as const;
