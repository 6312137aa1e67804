import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { effectOf, type MountedConnector } from 'anthropic-admin-connector/kit';
import { ANTHROPIC_ID } from '../config/anthropic.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { BodyPipe } from '../http/body.pipe.js';
import { CurrentPrincipal, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { PolicyCatalogue } from './cedar/catalogue.js';
import { CedarEngine } from './cedar/cedar-engine.js';
import type { PolicyCall } from './cedar/request.js';
import { decisionOf, explain, type Decision, type ExplainedSet, type Explanation } from './explain.js';
import { asProblems, unknownVersion } from './problems.js';
import { ExplainBody, ExplainedCaller } from './explain.inputs.js';
import { ruleSetOf } from './rules/check.js';
import { Judges } from './rules/judges.js';
import { PolicyStore } from './stored/policy-store.js';

/** What the policies decide about every action, for a caller. */
interface Overview {
  readonly version: number;
  readonly actions: readonly (Pick<Decision, 'effect'> & {
    readonly action: string;
    readonly policies: readonly string[];
  })[];
}

const CALLER = new BodyPipe(ExplainedCaller);

/** Explains what policies decide. */
@Controller('v1/policies/explain')
export class ExplainController {
  constructor(
    private readonly store: PolicyStore,
    private readonly engine: CedarEngine,
    private readonly judges: Judges,
    private readonly catalogue: PolicyCatalogue,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** Of a call: the decision, the policies that decide, and what would change it. Without an action: of every one of them. */
  @Post()
  @Needs('policies:read')
  @HttpCode(200)
  async explain(
    @Body(new BodyPipe(ExplainBody)) body: ExplainBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<(Explanation & { readonly version: number }) | Overview> {
    const connector = this.directory.get(body.connector ?? ANTHROPIC_ID);
    const at = body.at === undefined ? Date.now() : Date.parse(body.at);
    const version = await asProblems(this.#version(principal.tenantId, body.version));
    if (body.action === undefined) return this.#overview(connector, version, body, principal, at);
    const call = callOf(connector, body.action, body, principal);
    const action = this.catalogue.find(connector.id, body.action);
    if (!call || !action) throw unknownAction();
    return { version: version.version, ...explain(this.judges, version, call, action, at) };
  }

  #overview(
    connector: MountedConnector,
    version: ExplainedSet,
    body: ExplainBody,
    principal: Principal,
    at: number,
  ): Overview {
    const actions = connector.list({ include: 'all' }).flatMap(({ id: action }) => {
      const call = callOf(connector, action, { ...body, input: undefined }, principal);
      if (!call) return [];
      const { effect, policies } = decisionOf(version.set, this.judges.judgeCall(version, call, at));
      return [{ action, effect, policies: policies.map(({ id }) => id) }];
    });
    return { version: version.version, actions };
  }

  async #version(tenantId: string, given: number | undefined): Promise<ExplainedSet> {
    const { on, watch } = await this.store.state(tenantId);
    const number = given ?? on ?? watch ?? 0;
    const found = await this.store.version(tenantId, number);
    if (!found) throw unknownVersion();
    return { version: number, set: ruleSetOf(this.engine, found.text, found.timeZone) };
  }
}

/** The call that a body describes; undefined where there is no such action. */
function callOf(
  connector: MountedConnector,
  actionId: string,
  { connection = 'default', as, door = 'rest', source, input: given }: Partial<ExplainBody>,
  principal: Principal,
): PolicyCall | undefined {
  const action = connector.describe(actionId);
  if (!action) return undefined;
  const input = (given ?? action.example) as PolicyCall['input'];
  const { id, type, roles = [] } = as ? CALLER.transform(as) : { ...principal.actor, roles: principal.roles };
  return {
    connector: connector.id,
    actionId,
    effect: effectOf(action.effect, input),
    input,
    connection,
    actor: { id, type: type === 'agent' || type === 'service' ? 'Agent' : 'User', roles },
    door,
    source,
  };
}

const unknownAction = (): PlatformError =>
  new PlatformError('unknown_action', {
    message: 'There is no action with this name.',
    fix: 'GET /v1/connectors/anthropic/actions?include=all lists them.',
  });
