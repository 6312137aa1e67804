import type { Report } from '../cli/admin-command.js';

/** The result of one check of the installation. `note`: for information only. */
export interface Finding {
  readonly level: 'ok' | 'note' | 'problem';
  /** What was checked. */
  readonly about:
    | 'settings'
    | 'keyring'
    | 'files'
    | 'database'
    | 'records'
    | 'audit'
    | 'checks'
    | 'ledger'
    | 'limiter'
    | 'notices'
    | 'tenants'
    | 'tokens';
  readonly message: string;
  /** Details, one line each. */
  readonly details?: readonly string[];
  /** Numbers for scripts. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** Findings as a report: each as a line with its level in front. */
export const doctorReport = (findings: readonly Finding[]): Report => ({
  ok: findings.every(({ level }) => level !== 'problem'),
  lines: findings.flatMap(({ level, about, message, details = [] }) => [
    `${level.padEnd(8)} ${about.padEnd(9)} ${message}`,
    ...details.map((line) => `${' '.repeat(19)}${line}`),
  ]),
  json: {
    findings: findings.map(({ level, about, message, json = {} }) => ({ level, about, message, ...json })),
  },
});
