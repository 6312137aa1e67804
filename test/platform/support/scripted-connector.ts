import { Module } from '@nestjs/common';
import {
  ERROR_CODES,
  mayResend,
  type ErrorCode,
  type Failure,
  type InvocationContext,
  type Success,
} from 'anthropic-admin-connector';
import { CONNECTOR_MARK } from 'anthropic-admin-connector/kit';

/** A second connector, whose actions fail with the code that they are named after; `echo` shows its context. */
export class ScriptedConnector {
  readonly [CONNECTOR_MARK] = true;
  readonly id = 'scripted';
  readonly manifest = { id: 'scripted', packs: {} };
  readonly keyPattern = /scripted_key_\w+/g;

  async invokeById(
    actionId: string,
    input: object,
    context: InvocationContext,
  ): Promise<Failure | Success<unknown>> {
    if (actionId === 'throw') throw new Error(`a bug beside ${JSON.stringify(input)}`);
    const meta = { requestId: context.requestId ?? '', durationMs: 1, attempts: 0 };
    if (actionId === 'echo') return { ok: true, actionId, data: { input, context }, meta };
    const { blame, resend } = ERROR_CODES[actionId as ErrorCode];
    const error = {
      code: actionId as ErrorCode,
      blame,
      message: `${actionId} happened`,
      effect: 'none' as const,
      retry: { allowed: mayResend(resend), resend, ...input },
    };
    return { ok: false, actionId, error, meta };
  }

  list(): never[] {
    return [];
  }

  describe(): undefined {
    return undefined;
  }
}

/** Brings the scripted connector. */
@Module({ providers: [ScriptedConnector] })
export class ScriptedConnectorModule {}
