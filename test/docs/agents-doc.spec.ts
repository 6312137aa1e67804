import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import type { ToolResult } from 'anthropic-admin-connector/tools';
import { startModel } from '../examples/support/scripted-model.js';
import { bootSimulated } from '../support/boot-simulated.js';
import { complaintsAbout } from '../support/compiler.js';
import { codeBlocks } from '../support/markdown.js';

/** The blocks of the page as one function of what they take as given. */
function source(): string {
  const lines = codeBlocks('docs/agents.md', 'ts').join('\n').split('\n');
  const isImport = (line: string): boolean => line.startsWith('import ');
  return [
    ...lines.filter(isImport),
    "import type { AnthropicConnector } from 'anthropic-admin-connector';",
    'export async function run(connector: AnthropicConnector, claude: Anthropic, model: string) {',
    ...lines.filter((line) => !isImport(line)),
    'return { messages, functions, answer }; }',
  ].join('\n');
}

interface Ran {
  readonly messages: Anthropic.MessageParam[];
  readonly functions: object[];
  readonly answer: ToolResult;
}

it('compiles', () => {
  expect(complaintsAbout('test/docs', [source()])).toEqual([[]]);
});

it('lets a model take the alternative of a limitation, and runs a strict function', async () => {
  const { connector, simulator, close } = await bootSimulated();
  const { adminUserId: user_id } = simulator.demo;
  const textOf = (content: unknown): string => (content as { text: string }[])[0]!.text;
  const model = await startModel('key', [
    () => [{ name: 'anthropic_users_remove', input: { user_id } }],
    ([refused]) => {
      const [, name = '', input = ''] =
        /call the tool (\w+) with the arguments (\{.*\})\./.exec(textOf(refused?.content)) ?? [];
      return [{ name, input: JSON.parse(input) as object }];
    },
    () => [{ name: 'anthropic_users_remove', input: { user_id } }],
    ([removed]) => `Done: ${textOf(removed?.content)}`,
  ]);
  const folder = new URL('./.generated-agents/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('agents.ts', folder), source());

  const { run } = (await import('./.generated-agents/agents.js' as string)) as {
    run(connector: unknown, claude: Anthropic, model: string): Promise<Ran>;
  };
  const claude = new Anthropic({ baseURL: model.url, authToken: 'key', apiKey: null });
  const { messages, functions, answer } = await run(connector, claude, 'claude').finally(async () => {
    rmSync(folder, { recursive: true });
    await model.close();
    await close();
  });

  expect(messages.at(-1)?.content).toMatchObject([
    { text: `Done: {"id":"${user_id}","type":"user_deleted"}` },
  ]);
  expect(model.tools[0]).toHaveLength(21);
  expect(functions).toHaveLength(21);
  expect(answer).toMatchObject({ isError: false, outcome: { data: { data: [{ role: 'admin' }, {}, {}] } } });
});
