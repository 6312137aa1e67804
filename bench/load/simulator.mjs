/*
 * The simulator in a separate process; it responds to a message with all requests so far:
 * node bench/load/simulator.mjs [<JSON: a fault>]
 */
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const [, , fault] = process.argv;
const simulator = await createSimulator();
if (fault !== undefined) simulator.faults.add(JSON.parse(fault));
const requests = new Map();

// The journal drops old requests, so it is read frequently.
setInterval(look, 500).unref();

function look() {
  for (const { request_id: id, at, path, query } of simulator.journal.entries()) {
    requests.set(id, { at, path, limit: Number(query.limit) });
  }
}

process.on('message', () => {
  look();
  process.send([...requests.values()]);
});
process.on('disconnect', () => process.exit());
process.send({ url: simulator.url, apiKey: DEMO_ADMIN_KEY });
