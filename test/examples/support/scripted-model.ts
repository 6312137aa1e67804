import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type Anthropic from '@anthropic-ai/sdk';

type Asked = Anthropic.MessageCreateParamsNonStreaming;
type Tool = Anthropic.Tool;

/** What the model says next: words, or tools to run. */
export type Reply = string | readonly { readonly name: string; readonly input: object }[];

/** A line of the script: reads the newest results, which are errors or not, and says what comes next. */
export type Line = (results: readonly Anthropic.ToolResultBlockParam[]) => Reply;

/** A model on a socket of its own, which says what its script says. */
export interface ScriptedModel {
  readonly url: string;
  /** The tools that it was given with each request. */
  readonly tools: readonly (readonly Tool[])[];
  close(): Promise<void>;
}

/** Serves `POST /v1/messages`. A request that the Messages API would refuse is a 400, and so is one beyond the script. */
export async function startModel(apiKey: string, script: readonly Line[]): Promise<ScriptedModel> {
  const tools: Tool[][] = [];
  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => refused(String(error)))
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
  });
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const asked = (await json(request)) as Asked;
    const line = script[tools.length];
    if (request.headers.authorization !== `Bearer ${apiKey}`) return refused('the key is another one');
    if (request.url !== '/v1/messages' || !line) return refused(`${request.url} is not in the script`);
    const results = newestResults(asked);
    if (!results) return refused('each tool_use must be followed by its tool_result');
    tools.push((asked.tools ?? []) as Tool[]);
    return [200, message(asked.model, tools.length, line(results))];
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tools,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

const refused = (message: string): [number, object] => [
  400,
  { type: 'error', error: { type: 'invalid_request_error', message } },
];

/** The results of the tools that were asked for last; undefined where one is missing. */
function newestResults({ messages }: Asked): Anthropic.ToolResultBlockParam[] | undefined {
  const [before, last] = messages.slice(-2).map(({ content }) => (Array.isArray(content) ? content : []));
  const wanted = (before ?? []).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
  const results = (last ?? []).flatMap((block) => (block.type === 'tool_result' ? [block] : []));
  const ids = results.map(({ tool_use_id }) => tool_use_id);
  return JSON.stringify(ids) === JSON.stringify(wanted) ? results : undefined;
}

const message = (model: string, turn: number, reply: Reply): object => ({
  id: `msg_${turn}`,
  type: 'message',
  role: 'assistant',
  model,
  content:
    typeof reply === 'string'
      ? [{ type: 'text', text: reply }]
      : reply.map((call, nth) => ({ type: 'tool_use', id: `toolu_${turn}_${nth}`, ...call })),
  stop_reason: typeof reply === 'string' ? 'end_turn' : 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
});
