/* Responds to every request with about 1 KB of members, as fast as node:http allows. */
import { createServer } from 'node:http';

const member = (nth) => ({
  type: 'user',
  id: `user_01BenchMember${nth}`,
  email: `member${nth}@example.com`,
  name: `Member ${nth}`,
  role: 'developer',
  added_at: '2026-01-01T00:00:00Z',
});
const body = JSON.stringify({
  data: Array.from({ length: 7 }, (_, nth) => member(nth)),
  has_more: true,
  first_id: 'user_01BenchMember0',
  last_id: 'user_01BenchMember6',
});
const headers = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'request-id': 'req_bench',
  'anthropic-organization-id': 'org_bench',
};

const server = createServer((request, response) => {
  const answer = request.url.startsWith('/v1/organizations/me')
    ? JSON.stringify({ id: 'org_bench', name: 'Bench', type: 'organization' })
    : body;
  response.writeHead(200, answer === body ? headers : { 'content-type': 'application/json' });
  response.end(answer);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('disconnect', () => process.exit());
