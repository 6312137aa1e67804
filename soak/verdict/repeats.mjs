import { codeOf } from '../client.mjs';

const ALLOWED = ['ok', 'outcome_unknown'];
const SAMPLE = 50;

/** Repeats every write that was cut off, and some that were not, and finds answers that should not be. */
export async function judgeRepeats(client, { writes }) {
  const all = [...writes.values()];
  const open = all.filter(({ answers }) => codeOf(answers[0]) !== 'ok');
  const settled = all.filter(({ answers }) => codeOf(answers[0]) === 'ok');
  const findings = [];
  for (const write of [...open, ...settled.slice(-SAMPLE)]) findings.push(...(await judge(client, write)));
  return { findings, repeated: open.length };
}

async function judge(client, { answers, ...write }) {
  const repeats = [await client.invite(write), await client.invite(write)];
  const codes = repeats.map(codeOf);
  const told = [...answers, ...repeats]
    .filter((answer) => codeOf(answer) === 'ok')
    .map(({ body }) => body.data.id);
  const findings = [];
  if (!ALLOWED.includes(codes[0])) findings.push(`was answered ${codes[0]}: ${JSON.stringify(repeats[0])}`);
  if (codes[0] !== codes[1]) findings.push(`was answered ${codes[0]}, then ${codes[1]}`);
  if (codes[1] === 'ok' && repeats[1].body.meta.replayed !== true) findings.push('was sent again');
  if (new Set(told).size > 1) findings.push(`was answered with several invites: ${told.join(', ')}`);
  if (told.length > 0 && codes[0] !== 'ok') findings.push(`had an outcome, and was answered ${codes[0]}`);
  return findings.map((finding) => `write ${write.key} ${finding}`);
}
