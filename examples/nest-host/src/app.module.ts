import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AnthropicConnectorModule } from 'anthropic-admin-connector/nest';
import { ClaudeKeyController } from './claude-key.controller.js';
import { StaffGuard } from './staff.guard.js';
import { TeamController } from './team.controller.js';

/** An application of your own: its sign-in, its routes, and the connector beside them. */
@Module({
  imports: [AnthropicConnectorModule.forRoot({ timeoutMs: 10_000 })],
  controllers: [ClaudeKeyController, TeamController],
  providers: [{ provide: APP_GUARD, useClass: StaffGuard }],
})
export class AppModule {}
