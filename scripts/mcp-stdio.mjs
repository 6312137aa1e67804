/* MCP over standard input and output, for a desktop client: built first where it has to be. Standard output is the protocol's alone. */
import { buildWhenStale } from './build-when-stale.mjs';

try {
  buildWhenStale(['platform']);
  await import('../platform/dist/anthropic/mcp-stdio/main.js');
} catch (error) {
  process.stderr.write(`mcp:stdio: ${error.message}\n`);
  process.exitCode = 1;
}
