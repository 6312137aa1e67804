import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { AnthropicConnector, type InputOf, type InvocationContext } from 'anthropic-admin-connector';
import { dataOf } from './data-of.js';
import { Staff } from './staff.guard.js';

/** The team of a tenant, as this application shows it. */
@Controller('team')
export class TeamController {
  constructor(@Inject(AnthropicConnector) private readonly connector: AnthropicConnector) {}

  @Get()
  async members(@Staff() staff: InvocationContext): Promise<object[]> {
    const { data } = dataOf(await this.connector.invoke('users_list', {}, { ...staff, all: true }));
    return data.map(({ id, name, role }) => ({ id, name, role }));
  }

  @Post('invites')
  async invite(@Body() input: InputOf<'invites_create'>, @Staff() staff: InvocationContext): Promise<object> {
    const { email, status } = dataOf(await this.connector.invoke('invites_create', input, staff));
    return { email, status };
  }

  @Delete(':id')
  async remove(@Param('id') user_id: string, @Staff() staff: InvocationContext): Promise<object> {
    return dataOf(await this.connector.invoke('users_remove', { user_id }, staff));
  }
}
