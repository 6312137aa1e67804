import { Body, Controller, Inject, Put, UnprocessableEntityException } from '@nestjs/common';
import { AnthropicConnector, type InvocationContext } from 'anthropic-admin-connector';
import { Staff } from './staff.guard.js';

/** The Admin key of a tenant: it comes in once, and never goes out. */
@Controller('claude-key')
export class ClaudeKeyController {
  constructor(@Inject(AnthropicConnector) private readonly connector: AnthropicConnector) {}

  /** Saves a key that Anthropic calls valid, and says whose it is. */
  @Put()
  async save(
    @Body() { key }: { key?: string },
    @Staff() { tenantId, actor }: InvocationContext,
  ): Promise<object> {
    const saved = await this.connector.connections.save({
      tenantId,
      name: 'default',
      apiKey: key ?? '',
      actor: actor?.id ?? tenantId,
    });
    if (saved.status === 'saved') {
      const { organization, keyPreview } = saved.connection;
      return { organization: organization?.name, key: keyPreview };
    }
    throw new UnprocessableEntityException('problem' in saved ? saved.problem : { code: saved.status });
  }
}
