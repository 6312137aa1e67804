import type { PagingStyles, SchemaDefinitions, WireProfile } from 'anthropic-admin-connector/kit';

/** The states of a robot. */
export const ROBOT_STATES = ['active', 'suspended'] as const;

/** A state of a robot. */
export type RobotState = (typeof ROBOT_STATES)[number];

/** An account of a program. */
export interface Robot {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly state: RobotState;
}

/** The responses of the API, by the names of their schemas. */
export interface AcmeSchemas {
  readonly Robot: Robot;
  readonly RobotPage: { readonly items: readonly Robot[]; readonly next_page_token?: string };
  readonly NewRobot: Robot & { readonly robot_token: string };
  readonly DeletedRobot: { readonly id: string; readonly deleted: true };
}

const TEXT = { type: 'string' };
const ROBOT = { id: TEXT, name: TEXT, contact: TEXT, state: { type: 'string', enum: ROBOT_STATES } };

const object = (properties: object, optional: readonly string[] = []): SchemaDefinitions[string] => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** The same as JSON Schema (2020-12). */
export const SCHEMAS: Readonly<Record<keyof AcmeSchemas, SchemaDefinitions[string]>> = {
  Robot: object(ROBOT),
  RobotPage: object({ items: { type: 'array', items: { $ref: '#/$defs/Robot' } }, next_page_token: TEXT }, [
    'next_page_token',
  ]),
  NewRobot: object({ ...ROBOT, robot_token: TEXT }),
  DeletedRobot: object({ id: TEXT, deleted: { const: true } }),
};

/** Lists hold their items in `items` and name the next page by an opaque token. */
export const PAGING = {
  token: {
    itemsField: 'items',
    sizeField: 'page_size',
    readPage(page) {
      const { next_page_token } = page as AcmeSchemas['RobotPage'];
      return next_page_token === undefined
        ? { hasMore: false, next: null }
        : { hasMore: true, next: { page_token: next_page_token } };
    },
  },
} as const satisfies PagingStyles;

/** `{ "errors": [{ "code", "detail" }], "trace_id" }` */
interface Envelope {
  readonly errors?: readonly { readonly code?: unknown; readonly detail?: unknown }[];
  readonly trace_id?: unknown;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The wire of Acme Cloud's Admin API. */
export const WIRE: WireProfile = {
  vendor: 'Acme Cloud',
  baseUrl: 'https://admin.acme.example',
  pathPrefix: '/v2/',
  headers: { 'acme-version': '2026-10-01' },
  authenticate: (secret) => ['authorization', `Bearer ${secret}`],
  readIds: (headers) => ({
    requestId: text(headers['x-trace-id']),
    organizationId: text(headers['x-acme-account']),
  }),
  readError(body) {
    const { errors, trace_id } = (body ?? {}) as Envelope;
    return { code: errors?.[0]?.code, message: errors?.[0]?.detail, requestId: trace_id };
  },
  errorEffects: { concurrent_update: { effect: 'none', resend: 'same_request' } },
  keyPattern: /acme_(?:sk|rt)_[\w-]+/g,
};
