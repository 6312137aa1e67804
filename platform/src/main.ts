#!/usr/bin/env node
import { asCalledHere } from './admin/cli/called-as.js';
import { tooFewOpenFiles } from './config/open-files.js';

try {
  const fault = tooFewOpenFiles();
  if (fault !== undefined) throw new Error(fault);
  // Only now: loading these opens more files than a process with a low limit may.
  const { serve } = await import('./serve.js');
  await serve();
} catch (error) {
  process.stderr.write(
    asCalledHere(`anthropic-admin-platform: ${error instanceof Error ? error.message : String(error)}\n`),
  );
  process.exitCode = 1;
}
