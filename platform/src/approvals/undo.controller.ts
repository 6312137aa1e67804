import { Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { invalid } from '../http/body.pipe.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { Undo, type UndoPlan } from './undo.js';

const NUMBER = /^[1-9]\d{0,14}$/;

/** Plans what restores the object of an entry. */
@Controller('v1/audit')
export class UndoController {
  constructor(private readonly undo: Undo) {}

  /** Returns the action that restores what was, with its plan; it runs nothing. */
  @Post(':seq/undo')
  @Needs('audit:read')
  @HttpCode(200)
  async plan(
    @Param('seq') seq: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UndoPlan> {
    if (!NUMBER.test(seq))
      throw invalid('path', [
        { path: 'seq', rule: 'number', message: 'seq must be the number of an entry, such as 12' },
      ]);
    return this.undo.plan(principal, Number(seq), localsOf(response).requestId);
  }
}
