import type { PlatformOptions } from '../../../platform/src/app.js';
import type { Engine } from '../../../platform/src/database/engine.js';
import { bootPlatform, type BootedPlatform } from '../../platform/support/boot-platform.js';
import { afterTest } from '../../support/cleanup.js';
import { testLocation } from './test-database.js';

/** The variables of a platform on an empty database. */
export async function storedIn(engine: Engine['name']): Promise<Record<string, string>> {
  const { dataDir, databaseUrl } = await testLocation(engine);
  return { DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl.href }) };
}

/** Boots a platform with the variables given; it is closed after the test. */
export async function bootWith(
  env: Record<string, string>,
  options: PlatformOptions = {},
): Promise<BootedPlatform> {
  const platform = await bootPlatform({ ...options, env });
  afterTest(() => platform.close());
  return platform;
}
