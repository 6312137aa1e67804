/** Sample values, shown in examples, docs and error messages; none of them exists. */
export const SAMPLE = {
  userId: 'user_01AdaLovelaceExample',
  inviteId: 'invite_01GraceHopperExample',
  workspaceId: 'wrkspc_01ResearchExample',
  apiKeyId: 'apikey_01BatchJobExample',
  serviceAccountId: 'svcacct_01NightlyExample',
  externalKeyId: 'ekey_01TokyoVaultExample',
  userProfileId: 'uprof_01DefaultExample',
  rbacGroupId: 'rbacgrp_01EngineersExample',
  rateLimitId: 'rl_01OpusFamilyExample',
  spendLimitId: 'spl_01AdaMonthlyExample',
  increaseRequestId: 'slir_01MoreForAdaExample',
  destinationId: 'tdst_01CollectorExample',
  webhookId: 'whe_01AlertsExample',
  email: 'ada@example.com',
} as const;
