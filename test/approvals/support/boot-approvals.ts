import type { InvocationFacts } from 'anthropic-admin-connector';
import { ApprovalGate, type ApprovalTerms } from '../../../platform/src/approvals/approval-gate.js';
import type { Answer, BootedPlatform, Call } from '../../platform/support/boot-platform.js';
import { signedToken } from '../../platform/support/tokens.js';
import { bootPlatform } from '../../platform/support/boot-platform.js';

/** Terms by which each write needs one other person. */
export const TERMS: ApprovalTerms = {
  reason: 'Writes need a second person.',
  approvers: [],
  quorum: 1,
  windowS: 600,
  appliesOnApproval: false,
  policies: ['writes'],
  policyVersion: 1,
};

/** A platform whose policy asks for approvals. */
export interface Governed extends BootedPlatform {
  /** Invokes an action as somebody. */
  invoke(who: string, action: string, input: object, more?: Call): Promise<Answer>;
  /** Asks a route of approvals as somebody. */
  ask(who: string, path: string, body?: object): Promise<Answer>;
}

/** What an answer holds that the tests read. */
export interface Told {
  readonly code?: string;
  readonly id?: string;
  readonly state?: string;
  readonly error?: { readonly approval?: { readonly id: string; readonly state: string } };
}

/** The permissions of the persons of the tests; everybody else has all. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  reader: ['anthropic:read'],
  nobody: ['anthropic:audit:read'],
};

/** Headers of somebody; agents and scripts have a name that begins so. */
export async function as(who: string, claims: object = {}): Promise<Record<string, string>> {
  const type = who.startsWith('agent')
    ? 'agentToken'
    : who.startsWith('script')
      ? 'tenantApiToken'
      : 'userToken';
  const token = await signedToken({ sub: who, type, permissions: [...(MAY[who] ?? ['*'])], ...claims });
  return { authorization: `Bearer ${token}` };
}

/** Boots a platform whose policy asks for an approval of each write, by terms that a test may change. */
export async function bootApprovals(
  env: Record<string, string> = {},
  termsFor: (facts: InvocationFacts) => Partial<ApprovalTerms> | undefined = () => ({}),
  simulatorUrl?: string,
): Promise<Governed> {
  let gate: ApprovalGate | undefined;
  const platform = await bootPlatform({
    env,
    modules: [
      {
        module: class Captured {},
        providers: [
          {
            provide: 'captured',
            inject: [ApprovalGate],
            useFactory: (found: ApprovalGate) => (gate = found),
          },
        ],
      },
    ],
    connector: {
      ...(simulatorUrl !== undefined && { baseUrl: simulatorUrl }),
      policy: {
        decide: async (facts) => {
          const terms = facts.effect.kind === 'read' ? undefined : termsFor(facts);
          return terms && gate ? gate.pass(facts, { ...TERMS, ...terms }) : { effect: 'allow' };
        },
      },
    },
  });
  return {
    ...platform,
    invoke: async (who, action, input, more = {}) =>
      platform.call(`/actions/${action}/invoke`, {
        method: 'POST',
        body: { input },
        ...more,
        headers: { ...(await as(who)), ...more.headers },
      }),
    ask: async (who, path, body) =>
      platform.call(`//v1/approvals${path}`, {
        ...(body && { method: 'POST', body }),
        headers: await as(who),
      }),
  };
}

/** The id of the approval that an answer tells of. */
export const idIn = ({ body }: Answer): string => {
  const { id, error } = body as Told;
  const found = error?.approval?.id ?? id;
  if (found === undefined) throw new Error(`no approval in ${JSON.stringify(body)}`);
  return found;
};

/** How often the simulator was asked to change something, besides saved keys. */
export const writes = ({ simulator }: BootedPlatform): string[] =>
  simulator.journal
    .entries()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
