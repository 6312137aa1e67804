import { SECOND_ORGANIZATION_ID } from '../seed/keys.js';
import type { RawQuery } from '../http/query.js';
import type { Reply } from '../http/reply.js';
import type { FaultOfKind } from './fault.js';

type Body = Record<string, unknown>;

/** Returns a page whose token the API does not know. */
export function withBrokenToken(reply: Reply): Reply {
  const body: Body = { ...reply.body };
  if (typeof body.next_page === 'string') body.next_page = `${body.next_page}broken`;
  if (typeof body.last_id === 'string') body.last_id = `${body.last_id}broken`;
  return { ...reply, body };
}

/** Returns a page that says that there are more, but from which a client cannot go on. */
export function cutPage(reply: Reply, { form }: FaultOfKind<'cut_page'>, query: RawQuery): Reply {
  const body: Body = { ...reply.body };
  if (form === 'not_a_list') return { ...reply, body: { ...body, data: { 0: body.data } } };
  if (form === 'no_list') return { ...reply, body: without(body, 'data') };
  if ('has_more' in body) body.has_more = true;
  const cursors = 'next_page' in body ? ['next_page'] : ['first_id', 'last_id'];
  if (form === 'missing_cursor') return { ...reply, body: without(body, ...cursors) };
  const sent = query.page ?? query.after_id ?? query.before_id;
  for (const name of cursors) {
    if (form === 'same_cursor') body[name] = sent ?? body[name];
    else body[name] = form === 'empty_cursor' ? '' : null;
  }
  return { ...reply, body };
}

const without = (body: Body, ...names: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

/** Returns the response of a mistaken server that repeats the key of the request. */
export function withEchoedKey(reply: Reply, fault: FaultOfKind<'echoed_key'>, key: string): Reply {
  const isHeader = ['header', 'request_id', 'organization_id'].includes(fault.in);
  const echo = partOf(key, fault.part ?? 'whole', isHeader ? '\t' : '\0');
  switch (fault.in) {
    case 'header':
      return withHeaders(reply, { 'x-echo': echo });
    case 'request_id':
      return withHeaders(reply, { 'request-id': echo });
    case 'organization_id':
      return withHeaders(reply, { 'anthropic-organization-id': echo });
    case 'field':
      return { ...reply, body: { ...reply.body, echo } };
    case 'id':
    case 'name':
      return { ...reply, body: inEveryRecord(reply.body as Body, { [fault.in]: echo }) };
  }
}

function partOf(key: string, part: NonNullable<FaultOfKind<'echoed_key'>['part']>, between: string): string {
  const middle = Math.floor(key.length / 2);
  switch (part) {
    case 'whole':
      return key;
    case 'secret':
      return key.replace(/^sk-ant-[a-z]+\d*-/, '');
    case 'half':
      return key.slice(0, middle);
    case 'base64':
      return Buffer.from(key).toString('base64');
    case 'split':
      return `${key.slice(0, middle)}${between}${key.slice(middle)}`;
  }
}

const inEveryRecord = (body: Body, fields: Body): Body =>
  Array.isArray(body.data)
    ? { ...body, data: body.data.map((one: Body) => ({ ...one, ...fields })) }
    : { ...body, ...fields };

/** Returns the response as if another organization had sent it; an empty id means none. */
export function fromOtherOrganization(reply: Reply, fault: FaultOfKind<'other_organization'>): Reply {
  const { organization_id: id = SECOND_ORGANIZATION_ID, name = 'Another organization' } = fault;
  const moved = withHeaders(reply, { 'anthropic-organization-id': id });
  const isOrganization = (reply.body as Body).type === 'organization';
  return isOrganization ? { ...moved, body: { ...reply.body, id, name } } : moved;
}

/** Returns the response with every header sent twice: as two lines, or as one with both values. */
export function withDoubledHeaders(reply: Reply, form: 'lines' | 'joined'): Reply {
  const all = Object.entries({ ...reply.headers, 'content-type': 'application/json' });
  const doubled = all.map(([name, value]) => [
    name,
    form === 'lines' ? [value, value].flat() : [value, value].flat().join(', '),
  ]);
  return { ...reply, headers: Object.fromEntries(doubled) as Reply['headers'] };
}

/** Returns the response with other headers. */
export const withHeaders = (reply: Reply, set: Reply['headers'], remove: readonly string[] = []): Reply => ({
  ...reply,
  headers: Object.fromEntries(
    Object.entries({ ...reply.headers, ...set }).filter(([name]) => !remove.includes(name)),
  ),
});
