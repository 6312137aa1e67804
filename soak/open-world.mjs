import { settingsFrom } from '../platform/dist/config/settings.js';
import { openStorage } from '../platform/dist/stores/storage.js';

/** Opens what a platform keeps, as another process of the same installation would. */
export const openWorld = (env) =>
  openStorage(settingsFrom(env), env, (error) => {
    throw error;
  });
