import { approvalsApprove, approvalsDeny, approvalsList, approvalsShow } from './approvals-commands.js';
import { auditArchive } from './audit/audit-archive.js';
import { auditInDoubt } from './audit/audit-in-doubt.js';
import { auditExport, auditQuery } from './audit/audit-read.js';
import { auditVerify } from './audit/audit-verify.js';
import { auditReseal } from './audit/audit-reseal.js';
import type { AdminCommand } from './cli/admin-command.js';
import { databaseMigrate, databaseStatus } from './database-migrate.js';
import { connectionsList } from './connections-list.js';
import { connectionsForget } from './connections-forget.js';
import { erase } from './erase.js';
import { doctor } from './doctor/doctor.js';
import { keysActivate, keysAdd, keysCreate } from './keys/keyring-file-commands.js';
import { keysFingerprint } from './keys/keys-fingerprint.js';
import { keysList } from './keys/keys-list.js';
import { keysRetire } from './keys/keys-retire.js';
import { keysRewrap } from './keys/keys-rewrap.js';
import { keyUseClear, keyUseSet, keyUseShow } from './key-use-commands.js';
import { ledgerList, ledgerOff, ledgerOn } from './ledger-commands.js';
import { limiterClear, limiterList } from './limiter-commands.js';
import {
  serviceTokensList,
  serviceTokensMake,
  serviceTokensRevoke,
  serviceTokensRotate,
} from './service-token-commands.js';
import {
  policiesCheck,
  policiesExplain,
  policiesOn,
  policiesRollback,
  policiesSet,
  policiesShow,
  policiesWatch,
} from './policies-commands.js';
import { spendExport } from './spend-export.js';
import { sessionsEnd } from './sessions-end.js';
import {
  tenantsDisable,
  tenantsEnable,
  tenantsList,
  tenantsQuota,
  tenantsReadOnly,
  tenantsShow,
} from './tenants/tenants-commands.js';
import { tokensList, tokensRevoke } from './tokens-commands.js';

/** All commands, in the order of the help text and of a rotation. */
export const COMMANDS: readonly AdminCommand[] = [
  keysList,
  keysCreate,
  keysAdd,
  keysActivate,
  keysRewrap,
  keysRetire,
  keysFingerprint,
  databaseStatus,
  databaseMigrate,
  doctor,
  auditVerify,
  auditArchive,
  auditReseal,
  connectionsForget,
  auditQuery,
  auditExport,
  auditInDoubt,
  erase,
  tenantsList,
  tenantsShow,
  tenantsDisable,
  tenantsEnable,
  tenantsReadOnly,
  tenantsQuota,
  connectionsList,
  sessionsEnd,
  tokensList,
  tokensRevoke,
  serviceTokensList,
  serviceTokensMake,
  serviceTokensRotate,
  serviceTokensRevoke,
  approvalsList,
  approvalsShow,
  approvalsApprove,
  approvalsDeny,
  limiterList,
  limiterClear,
  keyUseShow,
  keyUseSet,
  keyUseClear,
  policiesShow,
  policiesCheck,
  policiesSet,
  policiesWatch,
  policiesOn,
  policiesRollback,
  policiesExplain,
  ledgerList,
  ledgerOn,
  ledgerOff,
  spendExport,
];
