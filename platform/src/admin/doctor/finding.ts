import type { Report } from '../cli/admin-command.js';

/** What one look at the installation has found. `note`: worth knowing, and nothing is broken. */
export interface Finding {
  readonly level: 'ok' | 'note' | 'problem';
  /** What was looked at. */
  readonly about: 'keyring' | 'files' | 'database' | 'records' | 'audit';
  readonly message: string;
  /** More of the same, a line each. */
  readonly details?: readonly string[];
  /** Figures for scripts. */
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
