/** A table of the attacks: how many requests each has sent, how long the longest took, and the answers by status and code. */
export function attackTable(attacks) {
  const rows = Object.entries(attacks).map(([name, { requests, answers, longestMs }]) => [
    name,
    String(requests),
    String(Math.round(longestMs)),
    Object.entries(answers)
      .sort(([, one], [, other]) => other - one)
      .map(([answer, count]) => `${answer}: ${count}`)
      .join(', '),
  ]);
  const all = [['attack', 'requests', 'longest ms', 'answers'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}
