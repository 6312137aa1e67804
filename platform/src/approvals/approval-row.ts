import { moment, type ApprovalsTable } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';
import { isOpen, type Approval, type ApprovalBody, type ApprovalState } from './approval.js';

/** The row of an approval, sealed. */
export function rowOf(approval: Approval, seal: RowSeal): ApprovalsTable {
  const body = JSON.stringify(approval.body);
  const row = {
    id: approval.id,
    tenant_id: approval.tenantId,
    requester: approval.requester,
    call_key: approval.callKey,
    open_key: isOpen(approval) ? approval.callKey : null,
    state: approval.state,
    version: approval.version,
    connector: approval.connector,
    action: approval.action,
    connection: approval.connection,
    created_at: approval.createdAt,
    changed_at: approval.changedAt,
    expires_at: approval.expiresAt,
    leased_until: approval.leasedUntil,
    body,
    mac: null,
  };
  return { ...row, mac: seal.macOf('approval', sealedValues(row)) };
}

/** The approval in a row; undefined where the row was altered. */
export function approvalOf(row: ApprovalsTable, seal: RowSeal): Approval | undefined {
  if (!seal.isWhole(row.mac, 'approval', sealedValues(row))) return undefined;
  return {
    id: row.id,
    tenantId: row.tenant_id,
    requester: row.requester,
    callKey: row.call_key,
    state: row.state as ApprovalState,
    version: row.version,
    connector: row.connector,
    action: row.action,
    connection: row.connection,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    expiresAt: row.expires_at,
    leasedUntil: row.leased_until,
    body: JSON.parse(row.body) as ApprovalBody,
  };
}

/** The value of an open approval in the sealed set: an older row of it is not accepted. */
export const memberValue = ({ changedAt, version }: Approval): string => `${changedAt} ${version}`;

/** A moment that is later than another. */
export const after = (now: number, before?: string): string =>
  moment(before === undefined ? now : Math.max(now, Date.parse(before) + 1));

const sealedValues = (row: Omit<ApprovalsTable, 'mac' | 'leased_until'>) => [
  row.id,
  row.tenant_id,
  row.requester,
  row.call_key,
  row.open_key,
  row.state,
  row.version,
  row.connector,
  row.action,
  row.connection,
  row.created_at,
  row.changed_at,
  row.expires_at,
  row.body,
];
