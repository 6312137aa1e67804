import { Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { AnthropicConnectorModule, OutcomeExceptionFilter } from 'anthropic-admin-connector/nest';
import { PORTS } from './ports.js';
import { TeamController } from './team.controller.js';

@Module({
  imports: [AnthropicConnectorModule.forRoot({ timeoutMs: 10_000, ...PORTS })],
  controllers: [TeamController],
  providers: [{ provide: APP_FILTER, useClass: OutcomeExceptionFilter }],
})
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
await app.listen(Number(process.env['PORT'] ?? 3001), '127.0.0.1');
console.log(`The host answers on ${await app.getUrl()}`);
