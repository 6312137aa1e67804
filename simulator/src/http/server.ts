import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Clock } from '../clock.js';
import type { Control } from '../control.js';
import { CONTROL_PREFIX } from '../control.js';
import type { Faults } from '../faults/faults.js';
import { applyFault } from '../faults/apply-fault.js';
import type { Ids } from '../ids.js';
import type { Incoming } from './incoming.js';
import { receive } from './incoming.js';
import type { Journal, JournalEntry } from './journal.js';
import { withoutSecrets } from './journal.js';
import type { Pipeline } from './pipeline.js';
import type { RawQuery } from './query.js';
import { parseQuery } from './query.js';
import { sendReply } from './reply.js';

/** The dependencies of a server. */
export interface ServerParts {
  readonly pipeline: Pipeline;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly control: Control | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Creates the server; it does not listen yet. */
export function simulatorServer(parts: ServerParts): Server {
  return createServer({ keepAlive: true, keepAliveTimeout: 60_000 }, (request, response) =>
    receive(request, (incoming) => serve(parts, incoming, request, response)),
  );
}

function serve(
  parts: ServerParts,
  incoming: Incoming,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (parts.control && incoming.path.startsWith(CONTROL_PREFIX)) {
    sendReply(response, parts.control.answer(incoming));
    return;
  }
  const requestId = parts.ids('req_');
  const entry = parts.journal.add(entryOf(parts, incoming, requestId));
  const revisions = parts.faults.revisions(incoming.method, incoming.path);
  const fault = parts.faults.take(incoming.method, incoming.path);
  if (!fault) {
    const reply = parts.pipeline.answer(incoming, requestId, { ...revisions });
    entry.status = reply.status;
    entry.effect = reply.effect;
    if (incoming.body === undefined) response.shouldKeepAlive = false;
    sendReply(response, reply);
    return;
  }
  entry.fault = fault.request.kind;
  const answer: Parameters<typeof applyFault>[0]['answer'] = (overrides) => {
    const reply = parts.pipeline.answer(incoming, requestId, { ...revisions, ...overrides });
    entry.effect = reply.effect;
    return reply;
  };
  applyFault({ fault, incoming, request, response, requestId, answer }).then(
    (status) => (entry.status = status),
    // A client that disconnects early is not an error of the simulator.
    () => response.destroy(),
  );
}

function entryOf({ clock }: ServerParts, incoming: Incoming, requestId: string): JournalEntry {
  const { method, path, headers, search, body } = incoming;
  return {
    at: clock(),
    method,
    path,
    query: search === '' ? {} : queryOf(search),
    headers: withoutSecrets(headers),
    body: body === '' ? null : bodyOf(body),
    status: null,
    effect: 'none',
    fault: null,
    request_id: requestId,
  };
}

function queryOf(search: string): RawQuery {
  try {
    return { ...parseQuery(search) };
  } catch {
    return { unreadable: search };
  }
}

function bodyOf(body: string | undefined): unknown {
  try {
    return body === undefined ? null : (JSON.parse(body) as unknown);
  } catch {
    return body;
  }
}
