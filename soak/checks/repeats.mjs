import { codeOf } from '../platform-client.mjs';

const ALLOWED = ['ok', 'outcome_unknown'];
const SAMPLE = 50;

/** Repeats every write without a response, and some with one, and finds wrong responses. */
export async function checkRepeats(client, { writes }) {
  const all = [...writes.values()];
  const open = all.filter(({ answers }) => codeOf(answers[0]) !== 'ok');
  const settled = all.filter(({ answers }) => codeOf(answers[0]) === 'ok');
  const findings = [];
  for (const write of [...open, ...settled.slice(-SAMPLE)]) findings.push(...(await check(client, write)));
  return { findings, repeated: open.length };
}

async function check(client, { answers, ...write }) {
  const repeats = [await client.invite(write), await client.invite(write)];
  const codes = repeats.map(codeOf);
  const inviteIds = [...answers, ...repeats]
    .filter((answer) => codeOf(answer) === 'ok')
    .map(({ body }) => body.data.id);
  const findings = [];
  if (!ALLOWED.includes(codes[0])) findings.push(`returned ${codes[0]}: ${JSON.stringify(repeats[0])}`);
  if (codes[0] !== codes[1]) findings.push(`returned ${codes[0]}, then ${codes[1]}`);
  if (codes[1] === 'ok' && repeats[1].body.meta.replayed !== true) findings.push('was sent again');
  if (new Set(inviteIds).size > 1) findings.push(`returned several invites: ${inviteIds.join(', ')}`);
  if (inviteIds.length > 0 && codes[0] !== 'ok') findings.push(`had an outcome, but returned ${codes[0]}`);
  return findings.map((finding) => `write ${write.key} ${finding}`);
}
