import { Controller, Get, Module, type OnModuleInit } from '@nestjs/common';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { AnthropicConnectorModule } from 'anthropic-admin-connector/nest';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

@Controller('admins')
class AdminsController implements OnModuleInit {
  constructor(private readonly connector: AnthropicConnector) {}

  async onModuleInit(): Promise<void> {
    const request = { tenantId: 'acme', name: 'default', apiKey: DEMO_ADMIN_KEY, actor: 'ada' };
    await this.connector.connections.save(request);
  }

  @Get()
  async names(): Promise<(string | null)[]> {
    const outcome = await this.connector.invoke('users_list', { roles: ['admin'] }, { tenantId: 'acme' });
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.data.data.map(({ name }) => name);
  }
}

/** What a host adds to a new application. */
@Module({ imports: [AnthropicConnectorModule.forRoot({})], controllers: [AdminsController] })
export class AdminsModule {}
