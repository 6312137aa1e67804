import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { localsOf } from '../http/request-context.js';
import { Needs } from './needs.js';
import { OWN_ROUTES, requirePermission } from './permissions.js';

/** Requires the permission that a route names. It runs after the authentication guard. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** @throws PlatformError permission_missing */
  canActivate(context: ExecutionContext): boolean {
    const verb = this.reflector.getAllAndOverride(Needs, [context.getHandler(), context.getClass()]);
    if (verb === undefined) return true;
    const http = context.switchToHttp();
    const { connector } = http.getRequest<Request<{ connector?: string }>>().params;
    // A connector that is not mounted is a 404, whatever the permissions; the parameter's pipe throws it.
    if (connector !== undefined && !this.directory.has(connector)) return true;
    const { principal } = localsOf(http.getResponse<Response>());
    if (!principal) throw new Error('A route without a token can need no permission.');
    requirePermission(principal, connector ?? OWN_ROUTES, verb);
    return true;
  }
}
