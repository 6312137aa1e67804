import type { Beta } from '../http/route.js';

/** The beta of webhooks. */
export const WEBHOOKS_BETA: Beta = { header: 'webhooks-2026-10-07', missing: 404 };
/** The beta of telemetry destinations. */
export const TELEMETRY_BETA: Beta = { header: 'telemetry-destinations-2026-08-11', missing: 404 };
/** The beta of signing members out. */
export const SIGN_OUT_BETA: Beta = { header: 'admin-user-sign-out-2026-10-08', missing: 400 };
/** The beta of listing spend limits; the 404 without the header is assumed. */
export const SPEND_LIMIT_READS_BETA: Beta = { header: 'spend-limit-reads-2026-09-26', missing: 404 };
/** The beta of external storage; the 404 without the header is assumed. */
export const EXTERNAL_STORAGE_BETA: Beta = { header: 'efs-2026-10-01', missing: 404 };
/** The beta of the data controls of Google Cloud projects; the 404 without the header is assumed. */
export const GOOGLE_DATA_CONTROLS_BETA: Beta = {
  header: 'google-managed-data-controls-2026-09-01',
  missing: 404,
};
/** The beta of the newer reports; the 404 without the header is assumed. */
export const ANALYTICS_BETA: Beta = { header: 'analytics-usage-cost-2026-08-24', missing: 404 };
