import { codeOf } from '../platform-client.mjs';

/** Finds writes that were sent twice, reported but not sent, or sent without an audit entry. */
export async function checkWrites({ database: { db } }, { writes }, invites) {
  const intents = await intentsIn(db);
  return [...writes.values()].flatMap(({ key, email, answers }) => {
    const sent = invites.get(email) ?? 0;
    const findings = [];
    if (sent > 1) findings.push(`write ${key} was sent ${sent} times`);
    if (sent === 0 && answers.some((answer) => codeOf(answer) === 'ok'))
      findings.push(`write ${key} was never sent`);
    if (sent > 0 && !intents.has(key)) findings.push(`write ${key} was sent without an audit entry`);
    return findings;
  });
}

async function intentsIn(db) {
  const rows = await db.selectFrom('audit_entries').select('details').where('kind', '=', 'intent').execute();
  return new Set(rows.map(({ details }) => JSON.parse(details).idempotencyKey));
}
