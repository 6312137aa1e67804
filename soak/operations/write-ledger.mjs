import { codeOf } from '../platform-client.mjs';

/** Codes that a fault of the database may cause; any other one is a finding. */
const EXPECTED = new Set(['ok', 'unavailable', 'host_failed', 'outcome_unknown', 'idempotency_conflict']);

/** The writes, each with its answers in order, and what is wrong with them. */
export class WriteLedger {
  writes = new Map();
  counts = {};
  findings = [];

  wrote(write, answer, fault) {
    const known = this.writes.get(write.key) ?? { ...write, answers: [], begunIn: fault.name };
    known.answers.push(answer);
    this.writes.set(write.key, known);
    const code = codeOf(answer);
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    if (!EXPECTED.has(code))
      this.findings.push(`a write returned ${code} during ${fault.name}: ${shown(answer)}`);
    // A write that an earlier fault has cut keeps its idempotency key for a while.
    else if (code !== 'ok' && fault.expects === 'ok' && known.begunIn === fault.name)
      this.findings.push(`a write failed with ${code} during ${fault.name}: ${shown(answer)}`);
  }

  /** Compares the answers with the number of requests that reached the API. */
  compare(sent) {
    let [lost, doubled, untrue] = [0, 0, 0];
    for (const { key, email, answers } of this.writes.values()) {
      const count = sent.get(email) ?? 0;
      const said = answers.map((answer) =>
        codeOf(answer) === 'ok' ? 'done' : (answer?.body?.error?.effect ?? 'unknown'),
      );
      if (count > 1) doubled += 1;
      if (count === 0 && said.includes('done')) lost += 1;
      if (count > 0 && said.every((effect) => effect === 'none')) {
        untrue += 1;
        this.findings.push(`write ${key} reached the API, but was answered ${said.join(', ')}`);
      }
    }
    if (lost > 0) this.findings.push(`${lost} writes were answered 200 and never sent`);
    if (doubled > 0) this.findings.push(`${doubled} writes were sent twice`);
    return { lost, doubled, untrue };
  }
}

const shown = (answer) => JSON.stringify(answer?.body)?.slice(0, 300) ?? 'no answer';
