import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { bootWith } from '../database/support/boot-stored.js';

const HIDDEN = 'GET /v1/connectors/anthropic/connections HTTP/1.1\r\nhost: x\r\n\r\n';

/** Sends bytes as they are, and reads until the platform closes the connection. */
async function sendBytes({ url }: BootedPlatform, lines: readonly string[], body: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  return text(socket);
}

/** Requests that two servers in a row could end at different places, so that one would see a request more. */
const AMBIGUOUS: [what: string, headers: string[], body: string][] = [
  [
    'a length and chunks',
    [`content-length: ${HIDDEN.length}`, 'transfer-encoding: chunked'],
    `0\r\n\r\n${HIDDEN}`,
  ],
  ['two lengths', ['content-length: 2', 'content-length: 4'], '{}  '],
  ['a length with a sign', ['content-length: +2'], '{}'],
  ['a length in another base', ['content-length: 0x2'], '{}'],
  ['a blank before the colon', ['transfer-encoding : chunked'], '0\r\n\r\n'],
  ['chunks that are not last', ['transfer-encoding: chunked, identity'], '0\r\n\r\n'],
  ['an unknown encoding', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
  ['a size of a chunk that is none', ['transfer-encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'],
  ['a header over two lines', ['x-odd: a', ' content-length: 2'], '{}'],
  ['a line that ends early', ['x-odd: a\rcontent-length: 2'], '{}'],
];

test.each(AMBIGUOUS)(
  'answers a request with %s once, and closes the connection',
  async (_, headers, body) => {
    const platform = await bootWith({});
    const authorization = `authorization: Bearer ${await signedToken()}`;
    const head = [
      'POST /v1/connectors/anthropic/actions/users_list/invoke HTTP/1.1',
      'host: x',
      authorization,
      'content-type: application/json',
      ...headers,
    ];

    const answer = await sendBytes(platform, head, body);

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(answer).toMatch(/connection: close/i);
  },
);
