import { Body, Controller, Delete, Get, Headers, Param, Post, Put } from '@nestjs/common';
import { UnprocessableEntityException, UseInterceptors } from '@nestjs/common';
import type { AnthropicConnector, InputOf, Outcome, SaveResult } from 'anthropic-admin-connector';
import { InjectConnector, unwrap, UnwrapInterceptor } from 'anthropic-admin-connector/nest';
import { ACTIVITY, COUNTS } from './ports.js';
import { ByStaff, type Staff } from './staff.js';

/** The team of a tenant, and the Admin key with which it is read. */
@Controller('team')
@UseInterceptors(UnwrapInterceptor)
export class TeamController {
  constructor(@InjectConnector() private readonly connector: AnthropicConnector) {}

  @Put('key')
  async save(@Body('key') apiKey: unknown, @ByStaff() { tenantId, actor }: Staff): Promise<SaveResult> {
    const saved = await this.connector.connections.save({
      tenantId,
      name: 'default',
      apiKey,
      actor: actor.id,
    });
    if (saved.status === 'saved') return saved;
    throw new UnprocessableEntityException('problem' in saved ? saved.problem : saved.status);
  }

  @Get()
  async members(@ByStaff() staff: Staff): Promise<object[]> {
    const { data } = unwrap(await this.connector.invoke('users_list', {}, { ...staff, all: true }));
    return data.map(({ id, name, role }) => ({ id, name, role }));
  }

  @Post('invites')
  invite(
    @Body() input: InputOf<'invites_create'>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @ByStaff() staff: Staff,
  ): Promise<Outcome> {
    return this.connector.invoke('invites_create', input, { ...staff, idempotencyKey });
  }

  @Delete(':id')
  remove(@Param('id') user_id: string, @ByStaff() staff: Staff): Promise<Outcome> {
    return this.connector.invoke('users_remove', { user_id }, staff);
  }

  @Get('activity')
  activity(): object {
    return { activity: ACTIVITY, counts: COUNTS };
  }
}
