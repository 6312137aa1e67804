import type { Migration } from 'kysely';
import type { Engine } from '../engine.js';
import { connections } from './001-connections.js';
import { idempotencyKeys } from './002-idempotency-keys.js';
import { audit } from './003-audit.js';
import { leases } from './004-leases.js';
import { actionSwitches } from './005-action-switches.js';
import { limits } from './006-limits.js';
import { throttle } from './007-throttle.js';
import { sessions } from './008-sessions.js';

/** All steps in their order. A step that has been released is never changed; it goes forward only. */
export const migrationsOf = (engine: Engine): Record<string, Migration> => ({
  '001-connections': { up: (db) => connections(db, engine) },
  '002-idempotency-keys': { up: (db) => idempotencyKeys(db, engine) },
  '003-audit': { up: (db) => audit(db, engine) },
  '004-leases': { up: (db) => leases(db, engine) },
  '005-action-switches': { up: (db) => actionSwitches(db, engine) },
  '006-limits': { up: (db) => limits(db, engine) },
  '007-throttle': { up: (db) => throttle(db, engine) },
  '008-sessions': { up: (db) => sessions(db, engine) },
});
