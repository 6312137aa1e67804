import { Option } from 'commander';
import { KeyringError } from 'anthropic-admin-connector/vault';
import { SettingsError } from '../../config/environment.js';
import { installationSettingsFrom, type InstallationSettings } from '../../config/platform.config.js';
import { openExistingDatabase } from '../../database/database.js';
import { adminContextOf } from '../admin-context.js';
import { KeyServiceError } from '../../keys/service-keys.js';
import { AdminProblem, type AdminCommand, type Call } from '../cli/admin-command.js';
import { keyringHomeOf, keysAt } from '../keyring-home.js';
import { auditFindings, keyCheckFindings } from './audit-findings.js';
import { doctorReport, type Finding } from './finding.js';
import { databaseFindings, fileFindings, keyringFindings } from './installation-findings.js';
import { serviceFindings } from './key-service-findings.js';
import { ledgerFindings } from './ledger-findings.js';
import { noticeFindings } from './notice-findings.js';
import { operationFindings } from './operation-findings.js';
import { productionFindings } from './production-findings.js';
import { recordFindings } from './record-findings.js';
import { serviceTokenFindings } from './service-token-findings.js';
import { tenantFindings } from './tenant-findings.js';

/** `doctor` */
export const doctor: AdminCommand = {
  name: 'doctor',
  summary:
    'Looks at keyring, files, tables, records, audit, checks, limiter and notices, and proves that every record opens',
  help: 'It changes nothing. Each record is decrypted in memory only, and nothing of it is printed.',
  options: [new Option('--production', 'also lists what is not as it should be in production')],
  examples: ['doctor', 'doctor --production --json'],
  run: async (call) => {
    const asked = call.options['production'] === true;
    const found = asked ? productionFindings(call.env) : [];
    const env = asked ? { ...call.env, NODE_ENV: 'production' } : call.env;
    const settings = asked
      ? await attempt('settings', async () => installationSettingsFrom(env))
      : installationSettingsFrom(env);
    // The findings about the settings say it already.
    if ('level' in settings) return doctorReport(found);
    const told = new Set(found.map(({ message }) => message));
    const inside = await insideFindings(settings, { ...call, env });
    return doctorReport([
      ...found,
      ...fileFindings(settings),
      ...inside.filter(({ message }) => !told.has(message)),
    ]);
  },
};

/** The findings about keyring and database; ends with the first one that is not available. */
async function insideFindings(settings: InstallationSettings, call: Call): Promise<Finding[]> {
  const keyring = await attempt('keyring', async () => {
    const home = keyringHomeOf(call.env, settings);
    return { home, keys: await keysAt(home, call.env, settings) };
  });
  const database = await attempt('database', () => openExistingDatabase(settings));
  if ('level' in keyring || 'level' in database) {
    if (!('level' in database)) await database.close();
    return [
      ...('level' in keyring ? [keyring] : await keyringFindings(keyring.home, keyring.keys, settings)),
      ...('level' in database ? [database] : []),
    ];
  }
  try {
    const found = [
      ...(await keyringFindings(keyring.home, keyring.keys, settings)),
      ...(await serviceFindings(keyring.home, keyring.keys, settings, call.env)),
      ...(await databaseFindings(database)),
    ];
    if (found.some(({ about, level }) => about === 'database' && level === 'problem')) return found;
    const context = adminContextOf(keyring.home, keyring.keys, database, settings.environment);
    const records = await attempt('records', () => recordFindings(context, call.progress));
    return [
      ...found,
      ...('level' in records ? [records] : records),
      ...(await tenantFindings(context)),
      ...(await serviceTokenFindings(context)),
      ...(await keyCheckFindings(context)),
      ...(await auditFindings(context)),
      ...(await operationFindings(database)),
      ...(await ledgerFindings(database)),
      ...(await noticeFindings(database)),
    ];
  } finally {
    await database.close();
  }
}

/** Errors that say what is wrong with the installation. */
const REASONS = [KeyringError, SettingsError, AdminProblem, KeyServiceError];

/** The requested resource, or why it is not available. */
async function attempt<Wanted extends object>(
  about: Finding['about'],
  work: () => Promise<Wanted>,
): Promise<Wanted | Finding> {
  try {
    return await work();
  } catch (error) {
    if (REASONS.every((reason) => !(error instanceof reason))) throw error;
    return { level: 'problem', about, message: (error as Error).message };
  }
}
