import { createParamDecorator, UnauthorizedException, type ExecutionContext } from '@nestjs/common';

/** The tokens of this application, each with the connector's context; yours come from your identity provider. */
const STAFF = new Map<unknown, Staff>([
  ['Bearer ada-of-acme', { tenantId: 'acme', actor: { id: 'ada' } }],
  ['Bearer eve-of-acme', { tenantId: 'acme', actor: { id: 'eve' } }],
  ['Bearer bob-of-globex', { tenantId: 'globex', actor: { id: 'bob' } }],
]);

/** On whose behalf a route runs. */
export type Staff = { readonly tenantId: string; readonly actor: { readonly id: string } };
export const ByStaff = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, unknown> }>();
  const staff = STAFF.get(headers['authorization']);
  if (!staff) throw new UnauthorizedException('Send the token of a member of staff.');
  return staff;
});
