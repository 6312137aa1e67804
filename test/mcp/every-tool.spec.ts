import { ACTIONS, type Outcome } from 'anthropic-admin-connector';
import { createAjv } from '../support/ajv.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { CODES } from './support/demo-codes.js';
import { ERAS, type McpClient } from './support/clients.js';
import { withLandmarks } from './support/landmark-input.js';

describe.each(ERAS)('with a client of %s', (_, connect) => {
  let mcp: BootedMcp;
  let client: McpClient;
  const validators = new Map<string, (outcome: unknown) => boolean>();

  beforeAll(async () => {
    mcp = await bootMcp();
    client = await mcp.client({ query: '?include=limited,beta', with: connect });
    const ajv = createAjv();
    for (const tool of await client.list()) validators.set(tool.name, ajv.compile(tool.outputSchema ?? {}));
  });
  beforeEach(() => mcp.simulator.reset());
  afterAll(() => mcp.close());

  it('lists one tool for each action', () => {
    expect([...validators.keys()]).toEqual(ACTIONS.map(({ id }) => `anthropic_${id}`));
  });

  it.each(ACTIONS.map(({ id, example }) => [id, example as object] as const))(
    'answers a call of %s with an outcome of the schema that it lists',
    async (id, example) => {
      const { outcome, isError } = await client.call(
        `anthropic_${id}`,
        withLandmarks({ ...example }, mcp.simulator),
      );

      expect(validators.get(`anthropic_${id}`)?.(outcome)).toBe(true);
      expect(isError).toBe(!outcome.ok);
      expect(codeOf(outcome)).toBe(CODES[id]);
    },
  );
});

const codeOf = (outcome: Outcome): string | undefined => (outcome.ok ? undefined : outcome.error.code);
