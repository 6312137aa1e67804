import { settingsFrom } from '../platform/dist/config/settings.js';
import { openStorage } from '../platform/dist/stores/storage.js';

/** Opens the storage of a platform, like another process of the same installation. */
export const openPlatformStorage = (env) =>
  openStorage(settingsFrom(env), env, (error) => {
    throw error;
  });
