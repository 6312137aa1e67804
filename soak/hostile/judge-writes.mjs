/** Compares the answers to the invites of honest tenants with what the API was sent. */
export function judgeHonestWrites(invites, sent) {
  const done = countBy(sent.filter(({ effect }) => effect === 'done').map(({ body }) => body?.email));
  const lost = [...invites.keys()].filter((email) => !done.has(email));
  const doubled = [...done.entries()].filter(([, count]) => count > 1).map(([email]) => email);
  return verdict({ lost, doubled, untrue: [] });
}

/** Compares what every answer to a hostile invite said of its effect with the journal of the API. */
export function judgeHostileWrites(writes, sent) {
  const done = countBy(sent.filter(({ effect }) => effect === 'done').map(({ email }) => email));
  const doubled = [...done.entries()].filter(([, count]) => count > 1).map(([email]) => email);
  const lost = [];
  const untrue = [];
  for (const [email, answers] of writes) {
    const isDone = done.has(email);
    if (answers.some((answer) => answer.email === email) && !isDone) lost.push(email);
    if (isDone && answers.every(({ effect }) => effect === 'none')) untrue.push(email);
  }
  return verdict({ lost, doubled, untrue });
}

const countBy = (names) => {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

const SAID = {
  lost: 'was answered as sent, but the API did not get it',
  doubled: 'took effect more than once',
  untrue: 'took effect, but was answered as if nothing was changed',
};

const verdict = (found) => ({
  ...Object.fromEntries(Object.entries(found).map(([what, emails]) => [what, emails.length])),
  findings: Object.entries(found).flatMap(([what, emails]) =>
    emails.slice(0, 5).map((email) => `the invite of ${email} ${SAID[what]}`),
  ),
});
