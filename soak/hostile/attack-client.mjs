import { connect } from 'node:net';
import { Agent, request } from 'undici';
import { CONNECTOR } from '../platform-client.mjs';
import { signToken } from '../token.mjs';

const PATIENCE_MS = 90_000;
/** Of an answer, what is searched for keys and read for its code. */
const READ_BYTES = 40 * 1024 * 1024;

/** What an attack sends its requests with; each answer is counted under the name of the attack. */
export class AttackClient {
  agent = new Agent({ connections: 600, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  sockets = new Set();

  constructor({ urls, tally, random, signal, options }) {
    Object.assign(this, { urls, tally, random, options });
    this.signal = signal;
  }

  /** The client of one attack. */
  for(attack) {
    return Object.assign(Object.create(this), { attack });
  }

  /** A token of a hostile tenant; claims and header can be replaced. */
  token(claims = {}, how = {}) {
    return signToken({ tenantId: 'mallory-0', sub: `mallory-${this.random.below(5)}`, ...claims }, how);
  }

  found(what) {
    this.tally.found(`${this.attack}: ${what}`);
  }

  /**
   * Sends a request and reads the answer.
   *
   * @returns status, code of the problem, text, parsed body and milliseconds; a status of `broken` or `abandoned` where there is none
   */
  async call(
    path,
    {
      method = 'POST',
      body,
      headers = {},
      token = this.token(),
      process,
      patienceMs = PATIENCE_MS,
      ...judged
    } = {},
  ) {
    const url = this.urls[process ?? this.random.below(this.urls.length)];
    const started = performance.now();
    const answer = await this.send(`${url}${path}`, patienceMs, {
      method,
      dispatcher: this.agent,
      body:
        body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      headers: {
        'x-forwarded-for': `203.0.113.${this.random.below(250)}`,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const counted = { ...answer, ms: performance.now() - started };
    // What was under way when the run ended says nothing.
    if (!this.signal.aborted || typeof answer.status === 'number')
      this.tally.answered(this.attack, counted, judged);
    return counted;
  }

  /** Invokes an action. */
  invoke(action, body = {}, options = {}) {
    return this.call(`/v1/connectors/${CONNECTOR}/actions/${action}/invoke`, { body, ...options });
  }

  /** Sends a JSON-RPC message to the MCP endpoint. */
  mcp(message, { headers, ...options } = {}) {
    return this.call('/mcp', {
      body: message,
      headers: { accept: 'application/json, text/event-stream', ...headers },
      ...options,
    });
  }

  /** Opens a connection and writes to it; it is closed with the run. `received` counts the bytes read, `closed` says whether it is. */
  socket(text, { reads = true, process } = {}) {
    const { port, hostname } = new URL(this.urls[process ?? this.random.below(this.urls.length)]);
    const opened = { received: '', isClosed: false };
    const socket = connect(Number(port), hostname);
    this.sockets.add(socket);
    opened.socket = socket;
    opened.closed = new Promise((resolve) =>
      socket.on('close', () => {
        opened.isClosed = true;
        this.sockets.delete(socket);
        resolve();
      }),
    );
    socket.on('error', () => {});
    if (reads) socket.setEncoding('latin1').on('data', (part) => (opened.received += part));
    else socket.pause();
    if (text) socket.write(text);
    return opened;
  }

  /** Counts what became of a connection. */
  counted(opened, unanswered = 'closed') {
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(opened.received) ?? [];
    const [, code] = /"code":"(\w+)"/.exec(opened.received) ?? [];
    const answer = status === undefined ? { status: unanswered } : { status: Number(status), code };
    this.tally.answered(this.attack, { ...answer, text: opened.received });
  }

  /** Closes everything. */
  async close() {
    for (const socket of this.sockets) socket.destroy();
    await this.agent.destroy();
  }

  async send(url, patienceMs, options) {
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(patienceMs)]);
    try {
      const { statusCode: status, body, headers } = await request(url, { ...options, signal });
      const text = await textOf(body);
      const all = `${text}${JSON.stringify(headers)}`;
      return { status, text, headers, ...codeOf(text), ...(all.length > READ_BYTES && { tooLong: true }) };
    } catch {
      return { status: signal.aborted ? 'abandoned' : 'broken' };
    }
  }
}

async function textOf(body) {
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) text += chunk;
  return text;
}

/** The code of a problem, of a tool's result, of JSON-RPC or of the drop-in endpoint, whose codes begin with `connector_`. */
function codeOf(text) {
  if (text.length > 1_000_000) return {};
  const json = parsed(text) ?? parsed(/^data: (\{.*\})$/m.exec(text)?.[1]);
  const dropIn = json?.error?.details?.error_code?.replace(/^connector_/, '');
  const code = json?.code ?? json?.error?.code ?? json?.result?.structuredContent?.error?.code ?? dropIn;
  return { json, ...(code !== undefined && { code: String(code) }) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
