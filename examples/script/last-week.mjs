/* Who is in the organization, and what the week before a day has cost: node examples/script/last-week.mjs [2026-11-24] */
import { AnthropicConnector, settingsFrom } from 'anthropic-admin-connector';
import { isDay } from 'anthropic-admin-connector/kit';

const DAY_MS = 24 * 60 * 60 * 1000;
const { ANTHROPIC_ADMIN_KEY: apiKey = '' } = process.env;
const day = process.argv[2] ?? new Date().toISOString().slice(0, 10);
const context = { tenantId: 'script' };

const connector = new AnthropicConnector(settingsFrom(process.env));
try {
  await report();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await connector.close();
}

async function report() {
  const saved = await connector.connections.save({ ...context, name: 'default', apiKey, actor: 'script' });
  if (saved.status !== 'saved') throw new Error(`${saved.problem.message} ${saved.problem.fix}`);

  const roles = {};
  for await (const { role } of connector.items('users_list', {}, context))
    roles[role] = (roles[role] ?? 0) + 1;
  console.log(saved.connection.organization.name);
  for (const [role, count] of Object.entries(roles)) console.log(`  ${count} ${role}`);

  const cost = await connector.invoke('analytics_cost_list', weekBefore(day), context);
  if (!cost.ok) throw new Error(`${cost.error.message} ${cost.error.fix ?? ''}`);
  // A report that was cut short has `meta.partial`: its sum would be too small.
  if (cost.meta.partial) throw new Error(cost.meta.partial.message);
  // A day without costs has no row.
  const rows = cost.data.data;
  for (const row of rows) console.log(`  ${row.starting_at.slice(0, 10)} ${dollars([row])}`);
  console.log(`  all days   ${dollars(rows)}`);
}

function weekBefore(day) {
  if (!isDay(day)) throw new Error(`"${day}" is not a day; one is written as 2026-11-24.`);
  const end = Date.parse(`${day}T00:00:00Z`);
  const moment = (time) => new Date(time).toISOString();
  const range = { starting_at: moment(end - 7 * DAY_MS), ending_at: moment(end) };
  return { ...range, time_bucket_width: '1d', order_by: 'time', order: 'asc', limit: 7 };
}

/** Amounts are decimal strings in cents. */
function dollars(rows) {
  const cents = rows.reduce((sum, { cost }) => sum + Number(cost.amount), 0);
  return `${(cents / 100).toFixed(2)} USD`.padStart(14);
}
