import {
  createSimulator,
  DEMO_ADMIN_KEY,
  EXPIRED_ADMIN_KEY,
  REVOKED_ADMIN_KEY,
  type FaultRequest,
  type Simulator,
} from 'anthropic-admin-simulator';
import { AnthropicConnector } from '../../src/connector/connector.js';

const REF = { tenantId: 'acme', name: 'default' };

let simulator: Simulator;
let connector: AnthropicConnector;
beforeEach(async () => {
  simulator = await createSimulator();
  connector = new AnthropicConnector({ baseUrl: simulator.url, maxRetries: 0 });
});
afterEach(async () => {
  await connector.close();
  await simulator.close();
});

it.each([
  ['unknown to the API', `${DEMO_ADMIN_KEY}-mistyped`, 'key_unknown'],
  ['revoked', REVOKED_ADMIN_KEY, 'key_revoked'],
  ['expired', EXPIRED_ADMIN_KEY, 'key_expired'],
])('a key that is %s is refused, and nothing is stored', async (_, apiKey, code) => {
  const result = await connector.connections.save({ ...REF, apiKey, actor: 'ada' });

  expect(result).toMatchObject({ status: 'refused', by: 'api', problem: { code } });
  expect(await connector.connections.find(REF)).toBeUndefined();
});

it.each<[string, FaultRequest]>([
  ['rate limited', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }],
  ['overloaded', { kind: 'status', status: 529 }],
  ['broken', { kind: 'reset' }],
  ['answering HTML', { kind: 'html' }],
])('a key that cannot be checked, the API being %s, is undetermined and not stored', async (_, fault) => {
  simulator.faults.add({ ...fault, times: 'always' } as FaultRequest);

  const result = await connector.connections.save({ ...REF, apiKey: DEMO_ADMIN_KEY, actor: 'ada' });

  expect(result).toMatchObject({ status: 'undetermined', problem: { code: 'key_not_checked' } });
  expect(await connector.connections.find(REF)).toBeUndefined();
});

it('a key is undetermined while the API is away', async () => {
  await simulator.close();

  const result = await connector.connections.save({ ...REF, apiKey: DEMO_ADMIN_KEY, actor: 'ada' });

  expect(result).toMatchObject({
    status: 'undetermined',
    problem: { fix: 'Try again later. The key itself may be valid.' },
  });
});
