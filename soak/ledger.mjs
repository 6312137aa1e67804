import { codeOf } from './client.mjs';

/** What was asked of a platform, and what it has answered: what must hold afterwards. */
export class Ledger {
  /** By tenant and name: every key that was sent, with its answer. */
  connections = new Map();
  /** By idempotency key: every write with its answers, the first one first. */
  writes = new Map();
  /** Answers by their code, for the report. */
  counts = {};
  /** How many requests had an answer. */
  answers = 0;
  failures = [];

  /** Codes that may come while a platform is killed; anything else is a failure. */
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
      this.failures.push(`a ${what} was answered ${code}: ${JSON.stringify(answer.body)}`);
  }
}
