import { Body, Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BodyPipe } from '../http/body.pipe.js';
import { CurrentPrincipal, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { PolicyChanges } from './changes.js';
import { byOf } from './policies.controller.js';
import { GlassBody } from './policies.inputs.js';
import { asProblems } from './problems.js';

/** Breaks the glass: the policies do not hold for the caller for an hour. */
@Controller('v1/policies/break-glass')
@Needs('policies:break-glass')
export class GlassController {
  constructor(private readonly changes: PolicyChanges) {}

  /** Lets the policies not hold for the caller, a person, for an hour. */
  @Post()
  @HttpCode(200)
  async breakGlass(
    @Body(new BodyPipe(GlassBody)) { reason }: GlassBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ readonly until: string }> {
    const { actor, tenantId } = principal;
    if (actor.type !== 'user')
      throw new PlatformError('permission_missing', {
        message: 'Only a person can break the glass; this is a token of an agent or a script.',
        fix: 'Sign in to the page, or use the token of a person.',
      });
    const by = { ...byOf(principal, response), id: actor.id };
    const { until } = await asProblems(this.changes.breakGlass(tenantId, reason, by));
    return { until };
  }

  /** Lets the policies hold for the caller again. */
  @Delete()
  @HttpCode(204)
  async mendGlass(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const by = { ...byOf(principal, response), id: principal.actor.id };
    await asProblems(this.changes.mendGlass(principal.tenantId, by));
  }
}
