import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS, AnthropicConnector, type ActionId } from 'anthropic-admin-connector';
import { plainApplication } from './support/applications.js';
import { openInEditor, type Editor } from './support/editor.js';

jest.setTimeout(600_000);

const SOURCE = `
import { AnthropicConnector } from 'anthropic-admin-connector';
const connector = new AnthropicConnector();
const context = { tenantId: 'acme' };
await connector.invoke('«', {}, context);
await connector.invoke('users_update', { user_id: 'u', «role: 'user' }, context);
await connector.invoke('users_list', { «after_id: 'u' }, context);
await connector.invoke('telemetry_destinations_create', { traces: { «enabled: true } }, context);
await connector.invoke('users_get', { «user_id: 'u' }, context);
await connector.«invoke('organization_get', {}, context);
for await (const item of connector.items('«', {}, context)) console.log(item);
`;

const connector = new AnthropicConnector();

/** The description that forms and tools show. */
const described = (id: ActionId, path: string[]): unknown =>
  path.reduce<Record<string, never>>(
    (schema, name) => schema['properties']![name]!,
    connector.describe(id)!.inputSchema as Record<string, never>,
  )['description'];

describe('an editor, with the package installed', () => {
  let application: string;
  let editor: Editor;
  beforeAll(async () => {
    application = await plainApplication();
    editor = openInEditor(application, SOURCE);
  });
  afterAll(async () => {
    rmSync(application, { recursive: true, force: true });
    await connector.close();
  });

  it.each<[string, number, ActionId, string[]]>([
    ['of an input', 1, 'users_update', ['role']],
    ['of the class that an input extends', 2, 'users_list', ['after_id']],
    ['of a nested input', 3, 'telemetry_destinations_create', ['traces', 'enabled']],
    ['that mentions an action', 4, 'users_get', ['user_id']],
  ])('shows the description of a field %s in its hover', (_, place, id, path) => {
    expect(editor.hover(place)).toBe(described(id, path));
  });

  it('offers the ids of all actions to invoke', () => {
    expect(editor.completions(0).sort()).toEqual(ACTIONS.map(({ id }) => id).sort());
  });

  it('offers the ids of lists to items', () => {
    // The rows of an answer to a question are read by its page.
    const lists = ACTIONS.filter((action) => 'paging' in action && 'route' in action);

    expect(editor.completions(6).sort()).toEqual(lists.map(({ id }) => id).sort());
  });

  it.each([
    ['a field', 1, 'src/actions/users/users.inputs.ts', 'role: AssignableRole;'],
    ['a method', 5, 'src/kit/engine/connector.ts', 'invoke<Id extends keyof Actions & string>('],
  ])('goes to the TypeScript of %s', (_, place, file, line) => {
    const path = join(application, 'node_modules/anthropic-admin-connector', file);

    expect(editor.definitions(place)).toEqual([{ file: path, line }]);
  });
});
