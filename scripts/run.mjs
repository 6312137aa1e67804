/* Runs a command of a workspace package, built first where it has to be: node scripts/run.mjs <command> [options]. */
import { buildWhenStale } from './build-when-stale.mjs';

const COMMANDS = {
  admin: { needs: ['platform'], entry: '../platform/dist/admin/main.js' },
  'sign-in-link': { needs: ['platform'], entry: '../platform/dist/sign-in-link.js' },
  token: { needs: ['platform'], entry: '../platform/dist/token.js' },
  'focus-lint': { needs: ['focus-lint'], entry: '../focus-lint/dist/esm/main.js' },
  simulator: { needs: ['simulator'], entry: '../simulator/dist/esm/main.js' },
};

const [command] = process.argv.splice(2, 1);
const { needs, entry } = COMMANDS[command];

try {
  buildWhenStale(needs);
  await import(entry);
} catch (error) {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exitCode = 1;
}
