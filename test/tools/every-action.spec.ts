import { ACTIONS, type JsonSchema } from 'anthropic-admin-connector';
import { runTool, toTools, type ToolFormat } from 'anthropic-admin-connector/tools';
import { toStrict } from '../exports/support/to-strict.js';
import { CODES } from '../mcp/support/demo-codes.js';
import { withLandmarks } from '../mcp/support/landmark-input.js';
import { createAjv } from '../support/ajv.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

const INCLUDE = ['limited', 'beta'] as const;

let world: Simulated;
beforeAll(async () => {
  world = await bootSimulated({ maxRetries: 0 });
});
beforeEach(() => world.simulator.reset());
afterAll(() => world.close());

interface Listed {
  readonly name: string;
  /** The schema of its arguments. */
  readonly schema: JsonSchema;
  /** What the schema of a result refuses. */
  readonly output?: JsonSchema;
}

/** The tools of a form, as far as a host needs to know it. */
const listed: Readonly<Record<ToolFormat, () => Listed[]>> = {
  anthropic: () =>
    toTools(world.connector, { format: 'anthropic', include: INCLUDE }).map(
      ({ name, input_schema: schema }) => ({ name, schema }),
    ),
  openai: () =>
    toTools(world.connector, { format: 'openai', include: INCLUDE }).map(({ function: tool }) => ({
      name: tool.name,
      schema: tool.parameters,
    })),
  mcp: () =>
    toTools(world.connector, { format: 'mcp', include: INCLUDE }).map(
      ({ name, inputSchema: schema, outputSchema: output }) => ({ name, schema, output }),
    ),
};

const FORMATS = ['anthropic', 'openai', 'mcp'] as const;

it.each(FORMATS)('lists and runs the example of every action in the form %s', async (format) => {
  const ajv = createAjv();
  const tools = listed[format]();
  const ids = world.connector.list().map(({ id }) => id);
  expect(tools.map(({ name }) => name)).toEqual(ids.map((id) => `anthropic_${id}`));

  const told: Record<string, string> = {};
  for (const [nth, { name, schema, output = {} }] of tools.entries()) {
    world.simulator.reset();
    const { id, example, inputSchema } = world.connector.describe(ids[nth]!)!;
    const input = withLandmarks({ ...example }, world.simulator);
    const args = format === 'openai' ? toStrict(inputSchema, input) : input;
    expect([name, ajv.validate(schema, args), ajv.errors]).toEqual([name, true, null]);

    const given = format === 'openai' ? JSON.stringify(args) : args;
    const { content, isError, outcome } = await runTool(world.connector, name, given, CONTEXT, { format });

    expect([name, ajv.validate(output, outcome), ajv.errors]).toEqual([name, true, null]);
    expect(isError).toBe(!outcome?.ok);
    if (outcome?.ok) expect(JSON.parse(content[0]!.text)).toEqual(outcome.data);
    else if (outcome) told[id] = outcome.error.code;
  }
  // No host keeps access reviews here.
  expect(told).toEqual({ ...CODES, access_review_create: 'conflict', access_review_list: 'conflict' });
});

const BARE_ID = new RegExp(`(?<![\\w"])(${ACTIONS.map(({ id }) => id).join('|')})\\b`, 'g');

/** The ids of actions in a text that are not the end of a tool's name. */
const bareIds = (text: string): string[] => [...text.matchAll(BARE_ID)].map(([, id = '']) => id);

it.each(FORMATS)('names other tools in all texts of the form %s', (format) => {
  const tools = toTools(world.connector, { format, include: INCLUDE });

  expect(bareIds(JSON.stringify(tools))).toEqual([]);
});

it('names tools in the texts of every failure', async () => {
  const names: Record<string, string[]> = {};
  for (const { id } of world.connector.list({ include: 'all' })) {
    const { example } = world.connector.describe(id)!;
    const inputs = [withLandmarks({ ...example }, world.simulator), { ...example }, { surplus: 1 }];
    for (const input of inputs) {
      const { content, outcome } = await runTool(world.connector, `anthropic_${id}`, input, CONTEXT);
      const { limitation, next, message, fix } = (outcome && 'error' in outcome && outcome.error) || {};
      const texts = [...content.map(({ text }) => text), message, fix, limitation?.workaround];
      const bare = bareIds(texts.join('\n'));
      if (bare.length > 0) names[id] = bare;
      for (const ready of [next, limitation?.alternative]) {
        if (ready) expect(ready).toMatchObject({ tool: `anthropic_${ready.actionId}` });
      }
    }
  }
  expect(names).toEqual({});
});
