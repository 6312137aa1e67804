import { createAjv } from '../support/ajv.js';
import { documentOf, idsOf, NOT_OFFERED, OFFERED } from './support/exported.js';
import { pathsWhere } from './support/schemas-in.js';

interface Tool {
  name: string;
  description: string;
  input_schema: Record<string, unknown>;
}

/** A schema with everything but its words: descriptions name other tools, the action's own schema names actions. */
const withoutDescriptions = (schema: object): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );

const ajv = createAjv();
const tools = documentOf<Tool[]>('tools.anthropic.json');

it('has every action that is offered once, under a name with the connector before it', () => {
  expect(tools.map(({ name }) => name)).toEqual(idsOf(OFFERED).map((id) => `anthropic_${id}`));
});

it('has the three fields of a tool, with a name that models take', () => {
  const fields = new Set(tools.flatMap((tool) => Object.keys(tool)));

  expect([...fields]).toEqual(['name', 'description', 'input_schema']);
  expect(tools.filter(({ name }) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name))).toEqual([]);
});

it('names arguments as Claude takes them', () => {
  const names = tools.flatMap(({ input_schema: { properties = {} } }) => Object.keys(properties as object));

  expect(names.filter((name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name))).toEqual([]);
});

it('speaks of other tools by the names that the model sees', () => {
  const bare = new RegExp(`(?<!anthropic_)\\b(${idsOf(OFFERED).join('|')})\\b`);
  const silent = pathsWhere(tools, ({ description }) => bare.test(String(description ?? '')));

  expect(silent).toEqual([]);
  expect(JSON.stringify(tools)).toContain('from anthropic_users_list');
});

it('names no operation as a tool that is not offered', () => {
  const names = new Set(tools.map(({ name }) => name));

  expect(NOT_OFFERED.filter(({ id }) => names.has(`anthropic_${id}`))).toEqual([]);
});

it.each(OFFERED.map((action) => [action.id, action] as const))('%s accepts its example', (id, action) => {
  const { input_schema: schema, description } = tools.find(({ name }) => name === `anthropic_${id}`)!;

  expect(schema['type']).toBe('object');
  expect(withoutDescriptions(schema)).toEqual(withoutDescriptions(action.inputSchema));
  expect(ajv.compile(schema)(action.example)).toBe(true);
  expect(description).toMatch(action.effect.kind === 'read' ? /Only reads\./ : /Changes the organization/);
  expect(/\bBeta: /.test(description)).toBe(action.beta);
});
