import type { Server } from 'node:http';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Response } from 'express';

/** How long requests in flight may take to end once the platform stops. */
const PATIENCE_MS = 10_000;

/** Lets requests in flight end when the platform stops, and nothing else: idle connections would hold it up for seconds. */
@Injectable()
export class GracefulStop implements OnModuleInit, BeforeApplicationShutdown {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.server;
    server.on('request', (_, response: Response) =>
      response.once('close', () => {
        if (!server.listening) setImmediate(() => server.closeIdleConnections());
      }),
    );
  }

  beforeApplicationShutdown(): void {
    setTimeout(() => this.server.closeAllConnections(), PATIENCE_MS).unref();
  }

  private get server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server;
  }
}
