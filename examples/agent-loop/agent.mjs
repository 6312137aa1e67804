/* An agent that administers a Claude organization: node examples/agent-loop/agent.mjs "Who are our admins?" */
import Anthropic from '@anthropic-ai/sdk';
import { exportedTools, runTool } from './platform.mjs';

const MAX_TURNS = 20;
const { MODEL = 'claude-sonnet-5-5' } = process.env;
const question = process.argv[2] ?? 'Who are the admins of our organization?';

const claude = new Anthropic();
const tools = await exportedTools();
const messages = [{ role: 'user', content: question }];

for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
  const { content, stop_reason } = await claude.messages.create({
    model: MODEL,
    max_tokens: 4096,
    tools,
    messages,
  });
  messages.push({ role: 'assistant', content });
  for (const block of content) if (block.type === 'text') console.log(block.text);
  if (stop_reason !== 'tool_use') break;

  const results = [];
  // Sequentially, because a model may request a change and a read of the result in one turn.
  for (const block of content.filter(({ type }) => type === 'tool_use')) results.push(await resultOf(block));
  messages.push({ role: 'user', content: results });
}

async function resultOf({ id, name, input }) {
  console.log(`-> ${name} ${JSON.stringify(input)}`);
  const { text, failed } = await runTool(name, input, id);
  if (failed) console.log(`<- ${text}`);
  return { type: 'tool_result', tool_use_id: id, content: text, is_error: failed };
}
