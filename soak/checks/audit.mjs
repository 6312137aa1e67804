import { verifyChain } from '../../platform/dist/audit/verify-chain.js';

/** Finds invalid audit chains. */
export async function checkAudit({ database: { db }, seal }, tenants) {
  const reports = await Promise.all(tenants.map((tenant) => verifyChain(db, seal, tenant)));
  return {
    entries: reports.reduce((sum, { entries }) => sum + entries, 0),
    findings: reports.flatMap(({ tenantId, findings }) =>
      findings.map(({ message }) => `audit of ${tenantId}: ${message}`),
    ),
  };
}
