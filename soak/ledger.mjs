import { codeOf } from './platform-client.mjs';

/** The requests to a platform and its responses, which the checks compare with the stored data. */
export class Ledger {
  /** By tenant and name: every saved key with its response. */
  connections = new Map();
  /** By idempotency key: every write with its responses in order. */
  writes = new Map();
  /** The number of responses by code, for the report. */
  counts = {};
  /** The number of requests with a response. */
  answers = 0;
  failures = [];

  /** Codes that are expected while platforms are killed; any other code is a failure. */
  static #EXPECTED = new Set(['ok', 'cut off', 'conflict', 'idempotency_conflict', 'outcome_unknown']);

  saved(connection, apiKey, answer) {
    const id = JSON.stringify([connection.tenant, connection.name]);
    const known = this.connections.get(id) ?? { ...connection, sent: [] };
    known.sent.push({
      apiKey,
      revision: answer?.status < 300 ? answer.body.revision : undefined,
      code: codeOf(answer),
    });
    this.connections.set(id, known);
    this.#count('save', answer);
  }

  wrote(write, answer) {
    const known = this.writes.get(write.key) ?? { ...write, answers: [] };
    known.answers.push(answer);
    this.writes.set(write.key, known);
    this.#count('write', answer);
  }

  #count(what, answer) {
    const code = codeOf(answer);
    if (answer) this.answers += 1;
    this.counts[`${what}: ${code}`] = (this.counts[`${what}: ${code}`] ?? 0) + 1;
    if (!Ledger.#EXPECTED.has(code))
      this.failures.push(`a ${what} returned ${code}: ${JSON.stringify(answer.body)}`);
  }
}
