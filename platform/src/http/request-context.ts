import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor, InvocationContext, OutcomeMeta } from 'anthropic-admin-connector';
import type { Response } from 'express';
import type { Server } from 'node:http';
import { plainText, plainTextOrNull } from '../security/text.js';

/** The caller of a request, from a verified token. */
export interface Principal {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** The values of the OAuth claim `scope`. */
  readonly scopes: readonly string[];
  /** What a service token is limited to, besides its permissions; absent for every other caller. */
  readonly token?: TokenLimits;
  /** What a revocation of its token or session goes by; no part of what is stored of a principal. */
  readonly issued?: { readonly tokenId?: string | undefined; readonly at?: number | undefined };
  /** Whether the token or session has not ended since; no part of what is stored of a principal. */
  readonly stillAllowed?: () => Promise<boolean>;
}

/** The limits of a service token. What is absent is not limited. */
export interface TokenLimits {
  /** Also the id of its actor. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'agent' | 'script';
  /** Ids of actions after the id of their connector, such as `anthropic:users_list`. */
  readonly actions?: ReadonlySet<string>;
  /** Names of connections. */
  readonly connections?: ReadonlySet<string>;
  /** Addresses and subnets that requests come from. */
  readonly addresses?: readonly string[];
  /** RFC 3339. */
  readonly expiresAt: string;
  /** The actor that made it; absent for the operator. */
  readonly madeBy?: string;
  /** The actors that have got a later secret of it. */
  readonly holders?: readonly string[];
  /** The service tokens that it was made with, the first one first. */
  readonly ancestors: readonly string[];
}

/** Where a call comes in. */
export type Door = 'rest' | 'drop-in' | 'mcp' | 'page';

/** What the ports know of the caller of an invocation, besides its actor: `caller` of the context. */
export interface CallerFacts {
  readonly door: Door;
  readonly principal: Principal;
  /** The address that the request comes from. */
  readonly source: string | undefined;
}

/** These facts; undefined for an invocation of the platform itself. */
export const callerOf = ({ caller }: Pick<InvocationContext, 'caller'>): CallerFacts | undefined =>
  caller as CallerFacts | undefined;

/** An invocation of a request, for its log line. */
export interface LoggedCall {
  /** Id of the action; `unknown` for one that there is not, because a caller chooses its name. */
  readonly action: string;
  readonly connection: string;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  /** Requests sent to the API. */
  readonly attempts: number;
  readonly upstreamRequestId?: string | undefined;
}

/** What a log line tells of an outcome. */
export type LoggedOutcome = { readonly meta: Pick<OutcomeMeta, 'attempts' | 'upstreamRequestId'> } & (
  { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }
);

/** Facts about a request, for its response and its log line. */
export interface Locals {
  requestId: string;
  /** Set once the request is authenticated. */
  principal?: Principal;
  /** The code of the problem in the response. */
  problemCode?: string;
  /** Ends the work on the request. */
  abort?: (reason: unknown) => void;
  /** Set if the platform ended the request, because it was stopping. */
  cutOff?: boolean;
  /** The invocations that have ended, in their order. */
  calls?: LoggedCall[];
  /** Of the trace that the request belongs to, where the platform traces. */
  traceId?: string;
}

/** The facts about a request. Express keeps them with the response. */
export const localsOf = (response: Response): Locals => response.locals as Locals;

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(-.*)?$/;

/** The id of the trace in a header `traceparent`; undefined where it is not valid. */
export const traceIdIn = (traceparent: string): string | undefined => TRACEPARENT.exec(traceparent)?.[1];

/** Keeps what a request has invoked for its log line. Never an input or a response. */
export function noteCall(
  response: Response,
  actionId: string,
  connection: string | undefined,
  result: LoggedOutcome,
): void {
  const outcome = result.ok ? 'ok' : result.error.code;
  const { attempts, upstreamRequestId } = result.meta;
  (localsOf(response).calls ??= []).push({
    action: outcome === 'unknown_action' ? 'unknown' : plainText(actionId),
    connection: plainText(connection ?? 'default'),
    outcome,
    attempts,
    upstreamRequestId: plainTextOrNull(upstreamRequestId) ?? undefined,
  });
}

/** The responses that a server has not finished. */
export class OpenResponses {
  readonly #open = new Set<Response>();

  constructor(server: Server) {
    server.on('request', (_, response: Response) => {
      this.#open.add(response);
      response.once('close', () => {
        this.#open.delete(response);
        // A client that keeps its idle connection open would delay the end by seconds.
        if (!server.listening) setImmediate(() => server.closeIdleConnections());
      });
    });
  }

  /** How many there are. */
  get size(): number {
    return this.#open.size;
  }

  /** Their connections. */
  sockets(): ReadonlySet<unknown> {
    return new Set([...this.#open].map(({ socket }) => socket));
  }

  /** Ends the work on all of them. */
  abort(reason: unknown): void {
    for (const response of this.#open) {
      const locals = localsOf(response);
      locals.cutOff = true;
      locals.abort?.(reason);
    }
  }
}

/** Injects a signal that aborts when the client disconnects before the response, or the platform stops. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const controller = new AbortController();
  const stop = (): void => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) stop();
  else response.once('close', stop);
  localsOf(response).abort = (reason) => controller.abort(reason);
  return controller.signal;
});

/** Injects the authenticated principal into a route. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
  if (!principal) throw new Error('A route without a token has no principal.');
  return principal;
});
