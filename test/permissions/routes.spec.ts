import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { createPlatform } from '../../platform/src/app.js';
import { Public } from '../../platform/src/auth/decorators.js';
import { Invokes, Needs } from '../../platform/src/permissions/needs.js';
import { storedIn } from '../database/support/boot-stored.js';
import { SECRET } from '../platform/support/tokens.js';

/** Routes that show what is the same for every tenant, the tools, which want a scope each, and approvals, which show each caller its own. */
const FREE = [
  'ApprovalsController.list',
  'ApprovalsController.one',
  'ApprovalsController.ask',
  'ApprovalsController.approve',
  'ApprovalsController.deny',
  'ApprovalsController.edit',
  'ApprovalsController.cancel',
  'CatalogController.connectors',
  'CatalogController.manifest',
  'CatalogController.actions',
  'CatalogController.action',
  'ExportsController.list',
  'ExportsController.read',
  'McpController.handle',
];

test('lets no route do without a permission, but for those that show the catalogue', async () => {
  const app = await createPlatform({ env: { ...(await storedIn('libsql')), PLATFORM_JWT_SECRET: SECRET } });
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();

  const open = app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) =>
      scanner
        .getAllMethodNames(Object.getPrototypeOf(instance))
        .map((name) => ({ name, metatype, handler: instance[name] as () => unknown }))
        .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler)),
    )
    .filter(({ handler, metatype }) =>
      [Needs, Invokes, Public].every(
        (mark) =>
          reflector.getAllAndOverride<unknown>(mark as never, [handler, metatype as never]) === undefined,
      ),
    )
    .map(({ name, metatype }) => `${metatype?.name}.${name}`);

  expect(open.sort()).toEqual([...FREE].sort());
  await app.close();
});
