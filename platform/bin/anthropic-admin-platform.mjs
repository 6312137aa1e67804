#!/usr/bin/env node
/* The platform and the operator's commands, as they were built: this never compiles. */
import { existsSync } from 'node:fs';

const BUILT = new URL('../dist/cli.js', import.meta.url);

if (existsSync(BUILT)) await import(BUILT.href);
else {
  process.stderr.write(
    'anthropic-admin-platform: the platform is not built. Run once, with the development dependencies: npm run build\n',
  );
  process.exitCode = 1;
}
