import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Invocation } from './invocation.js';
import { maskSecrets, type Json } from './mask.js';
import type { Outcome } from './outcome.js';
import type { AuditEntry, InvocationFacts, InvocationRequest } from './ports.js';

/** Builds what ports see of invocations. Secrets are masked when a port first reads them: most hosts read few. */
export class FactsBuilder {
  constructor(
    /** Instance of the connector. */
    private readonly connector: string,
    /** Masks what looks like a key in a text. */
    private readonly redact: (text: string) => string,
  ) {}

  /** An invocation as it arrives. */
  requestOf(
    action: CompiledAction | undefined,
    { actionId, input, context, requestId }: Invocation,
  ): InvocationRequest {
    const secrets = action?.secrets ?? NO_SECRETS;
    const masked = once(() => this.#masked(input, secrets.input));
    return {
      connector: this.connector,
      actionId,
      ...(action ? { action: action.action } : {}),
      get input() {
        return masked();
      },
      unmasked: () => input,
      secrets,
      context,
      requestId,
    };
  }

  /** An invocation whose input has been validated. */
  factsOf(
    { action, secrets }: CompiledAction,
    input: RawInput,
    { context, requestId }: Invocation,
  ): InvocationFacts {
    const masked = once(() => this.#masked(input, secrets.input) as InvocationFacts['input']);
    return {
      connector: this.connector,
      action,
      get input() {
        return masked();
      },
      unmasked: () => input,
      secrets,
      context,
      requestId,
    };
  }

  /** A finished invocation. */
  entryOf({ unmasked, ...request }: InvocationRequest, outcome: Outcome): AuditEntry {
    return {
      ...request,
      outcome: this.withoutSecrets(outcome, request.secrets.output),
      unmasked: () => ({ input: unmasked(), outcome }),
    };
  }

  /** The outcome with the secrets in its data masked. */
  withoutSecrets(outcome: Outcome, fields: readonly string[]): Outcome {
    if (!outcome.ok) return outcome;
    const masked = once(() => this.#masked(outcome.data, fields));
    return {
      ...outcome,
      get data() {
        return masked();
      },
    };
  }

  #masked(value: unknown, fields: readonly string[]): Json {
    return maskSecrets(value, { fields, redact: this.redact });
  }
}

const NO_SECRETS = { input: [], output: [] } as const;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
