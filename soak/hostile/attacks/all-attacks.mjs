import { BODY_ATTACKS } from './bodies.mjs';
import { CONNECTION_ATTACKS } from './connections.mjs';
import { CREDENTIAL_ATTACKS } from './credentials.mjs';
import { CURSOR_ATTACKS } from './cursors.mjs';
import { HEAVY_READ_ATTACKS } from './heavy-reads.mjs';
import { IDEMPOTENCY_ATTACKS } from './idempotency.mjs';
import { MCP_ATTACKS } from './mcp.mjs';
import { OPEN_ROUTE_ATTACKS } from './open-routes.mjs';
import { TOKEN_ATTACKS } from './tokens.mjs';

/**
 * Every attack: `workers` run `step(client, { ended })` over and over, with a pause of up to twice `pauseMs` between. `ended` is a
 * signal that is aborted at the end.
 */
export const ATTACKS = [
  ...BODY_ATTACKS,
  ...CONNECTION_ATTACKS,
  ...OPEN_ROUTE_ATTACKS,
  ...HEAVY_READ_ATTACKS,
  ...CREDENTIAL_ATTACKS,
  ...TOKEN_ATTACKS,
  ...MCP_ATTACKS,
  ...CURSOR_ATTACKS,
  ...IDEMPOTENCY_ATTACKS,
];
