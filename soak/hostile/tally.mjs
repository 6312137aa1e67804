import { secretIn } from './keys.mjs';

/** Server errors that are the API's, or documented as temporary. */
const ALLOWED = new Set([
  '502 upstream_unavailable',
  '502 upstream_protocol',
  '502 outcome_unknown',
  '504 timeout',
  '503 unavailable',
  // A store of the platform that the database keeps waiting, within a call.
  '503 host_failed',
  // Readiness, the only one without a code.
  '503',
]);
/** Codes of a bug, also where the status is 200, as in MCP. */
const INTERNAL = new Set(['internal', '-32603']);
/** SECURITY.md: the answer to a wrong input has 8 KB; a problem repeats it once, with its envelope. */
const LARGEST_REFUSAL = 20_000;
const KEPT_FINDINGS = 40;

/** Counts the answers to attacks, and finds those that must not be. */
export class Tally {
  #findings = new Map();
  #attacks = new Map();

  /** Counts one answer. `status` is a number, or a word for what happened in its place. */
  answered(attack, { status, code = '', text = '', ms = 0 }, { never = [] } = {}) {
    const name = `${status} ${code}`.trim();
    const counts = this.#of(attack);
    counts.requests += 1;
    counts.answers[name] = (counts.answers[name] ?? 0) + 1;
    counts.longestMs = Math.max(counts.longestMs, ms);
    if (INTERNAL.has(code)) this.found(`${attack}: ${name}: ${text.slice(0, 600)}`);
    else if (status >= 500 && !ALLOWED.has(name))
      this.found(`${attack}: was answered with ${name}: ${text.slice(0, 600)}`);
    if (never.includes(status)) this.found(`${attack}: was answered with ${name}: ${text.slice(0, 300)}`);
    if (status >= 400 && text.length > LARGEST_REFUSAL)
      this.found(`${attack}: the refusal ${name} has ${text.length} characters`);
    const secret = secretIn(text);
    if (secret !== undefined)
      this.found(`${attack}: an answer ${name} contains "${secret}": ${around(text, secret)}`);
  }

  /** Adds a finding; equal ones are counted. */
  found(finding) {
    const kind = finding.replaceAll(/[0-9a-f-]{20,}|\d+/g, '#').slice(0, 160);
    const { times = 0, first = finding } = this.#findings.get(kind) ?? {};
    this.#findings.set(kind, { times: times + 1, first });
  }

  /** A sentence for each kind of finding. */
  get findings() {
    return [...this.#findings.values()]
      .slice(0, KEPT_FINDINGS)
      .map(({ times, first }) => (times === 1 ? first : `${first} (${times} times)`));
  }

  /** By attack: requests, and answers by status and code. */
  get attacks() {
    return Object.fromEntries(this.#attacks);
  }

  #of(attack) {
    if (!this.#attacks.has(attack)) this.#attacks.set(attack, { requests: 0, answers: {}, longestMs: 0 });
    return this.#attacks.get(attack);
  }
}

const around = (text, secret) => {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 80), at + 40);
};
