import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BodyPipe } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { digestOf } from '../auth/sealed-set.js';
import type { PolicyState } from '../stores/policy-state.js';
import type { TextProblem } from './cedar/bounds.js';
import { PolicyChanges, type PolicyChanger } from './changes.js';
import { asProblems, textProblem, unknownVersion } from './problems.js';
import { CheckBody, SaveBody, StateBody, VersionsQuery } from './policies.inputs.js';
import { Replays, type Replay } from './replay.js';
import { PolicyStore, type PolicyVersionHead } from './stored/policy-store.js';

/** Which versions hold, in a response. */
export interface StateView {
  readonly on: number | null;
  readonly watch: number | null;
  /** How many persons the policies do not hold for now. */
  readonly broken_glass: number;
  /** Until when they do not hold for the caller, RFC 3339; null where they do. */
  readonly broken_by_you_until: string | null;
}

/** A version in a response. */
export interface VersionView {
  readonly version: number;
  readonly time_zone: string;
  readonly reason: string;
  readonly created_by: string;
  readonly created_at: string;
}

/** What a check has found. */
export interface CheckView {
  readonly valid: boolean;
  readonly problems: readonly TextProblem[];
  /** The text as Cedar formats it; absent where it is not valid. */
  readonly formatted?: string;
  /** What it would have done to the calls of the last days. */
  readonly replay?: Replay;
}

const PAGE = 100;

/** The policies of the caller's tenant. */
@Controller('v1/policies')
export class PoliciesController {
  constructor(
    private readonly store: PolicyStore,
    private readonly changes: PolicyChanges,
    private readonly replays: Replays,
  ) {}

  /** Which versions hold. */
  @Get()
  @Needs('policies:read')
  async state(@CurrentPrincipal() principal: Principal): Promise<StateView> {
    return stateView(await asProblems(this.store.state(principal.tenantId)), principal);
  }

  /** Changes which versions hold. */
  @Put('state')
  @Needs('policies:write')
  async set(
    @Body(new BodyPipe(StateBody)) { on, watch, reason }: StateBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StateView> {
    const change = this.changes.set(principal.tenantId, { on, watch }, reason, byOf(principal, response));
    return stateView(await asProblems(change), principal);
  }

  /** The versions, newest first, without their texts. */
  @Get('versions')
  @Needs('policies:read')
  async versions(
    @Query(new BodyPipe(VersionsQuery, 'query')) { limit = String(PAGE), cursor }: VersionsQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<Page<VersionView>> {
    const before = cursor === undefined ? undefined : Number(cursor);
    const found = await this.store.versions(tenantId, Number(limit) + 1, before);
    return pageFrom(found.map(versionView), Number(limit), ({ version }) => String(version));
  }

  /** One version with its text. */
  @Get('versions/:version')
  @Needs('policies:read')
  async version(
    @Param('version') version: string,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<VersionView & { readonly text: string }> {
    const found = /^\d{1,4}$/.test(version)
      ? await asProblems(this.store.version(tenantId, Number(version)))
      : undefined;
    if (!found) throw unknownVersion();
    return { ...versionView(found), text: found.text };
  }

  /** Stores a new version, which does not hold yet. */
  @Post('versions')
  @Needs('policies:write')
  async save(
    @Body(new BodyPipe(SaveBody)) { text, time_zone: timeZone = 'UTC', reason }: SaveBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ readonly version: number }> {
    const saving = this.changes.save(
      principal.tenantId,
      { text, timeZone, reason },
      byOf(principal, response),
    );
    const saved = await asProblems(saving);
    if (!saved.ok) throw textProblem(saved.problems);
    return { version: saved.version };
  }

  /** Checks a text and replays it, and stores nothing. */
  @Post('check')
  @Needs('policies:read')
  @HttpCode(200)
  async check(
    @Body(new BodyPipe(CheckBody)) { text, time_zone: timeZone = 'UTC', days }: CheckBody,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<CheckView> {
    const checked = await this.changes.check(text, timeZone);
    if (!checked.ok) return { valid: false, problems: checked.problems };
    const replay = days === 0 ? undefined : await this.replays.run(tenantId, checked.set, days);
    return { valid: true, problems: [], formatted: checked.formatted, ...(replay && { replay }) };
  }
}

/** Who changes policies by a request. */
export const byOf = ({ actor }: Principal, response: Response): PolicyChanger => ({
  id: actor.id,
  type: actor.type,
  requestId: localsOf(response).requestId,
});

function stateView({ on, watch, exempt }: PolicyState, { actor }: Principal): StateView {
  const now = Date.now();
  const current = exempt.filter(({ until }) => until > now);
  const own = current.find(({ who }) => who === digestOf(actor.id));
  return {
    on,
    watch,
    broken_glass: current.length,
    broken_by_you_until: own ? new Date(own.until).toISOString() : null,
  };
}

const versionView = ({
  version,
  timeZone,
  reason,
  createdBy,
  createdAt,
}: PolicyVersionHead): VersionView => ({
  version,
  time_zone: timeZone,
  reason,
  created_by: createdBy,
  created_at: createdAt,
});
