import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { localsOf } from '../http/locals.js';
import { CONNECTOR } from '../stores/storage.js';
import { Needs } from './needs.decorator.js';
import { requirePermission } from './require-permission.js';

/** Lets in whose token has the permission that a route wants. Comes after the guard that reads the token. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ConnectorDirectory) private readonly directory: ConnectorDirectory,
  ) {}

  /** @throws PlatformError permission_missing */
  canActivate(context: ExecutionContext): boolean {
    const verb = this.reflector.getAllAndOverride(Needs, [context.getHandler(), context.getClass()]);
    if (verb === undefined) return true;
    const http = context.switchToHttp();
    const { connector = CONNECTOR } = http.getRequest<Request<{ connector?: string }>>().params;
    // What is not mounted is not found, whatever a token may do; the pipe of the parameter says so.
    if (!this.directory.ids.includes(connector)) return true;
    const { principal } = localsOf(http.getResponse<Response>());
    if (!principal) throw new Error('A route without a token can need no permission.');
    requirePermission(principal, connector, verb);
    return true;
  }
}
