/* Prints what another system imports of the connector: node scripts/export.mjs <name>, --list or --help. */
import { buildWhenStale } from './build-when-stale.mjs';

try {
  buildWhenStale(['platform']);
  const { exportCommand } = await import('../platform/dist/anthropic/export-command.js');
  process.stdout.write(await exportCommand(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`export: ${error.message}\n`);
  process.exitCode = 1;
}
