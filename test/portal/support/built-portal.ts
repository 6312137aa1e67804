import { mkdir, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from '../../../scripts/build-when-stale.mjs';
import { until } from '../../platform/support/until.js';

const LOCK = join(tmpdir(), 'anthropic-admin-portal-build');

/** A build takes seconds; who holds the lock for longer has died. */
const LONGEST_MS = 120_000;

/** Builds the page where it is older than its sources; one test worker at a time. */
export async function builtPortal(): Promise<void> {
  await until(taken);
  try {
    buildWhenStale(['portal']);
  } finally {
    await rmdir(LOCK);
  }
}

async function taken(): Promise<boolean> {
  try {
    await mkdir(LOCK);
    return true;
  } catch {
    const since = (await stat(LOCK).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - since > LONGEST_MS) await rmdir(LOCK).catch(() => undefined);
    return false;
  }
}
