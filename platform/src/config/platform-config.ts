import { getConfigToken } from '@nestjs/config';

/** The namespace of the platform's settings in @nestjs/config. */
export const PLATFORM = 'platform';

/** Injects the settings of the platform. */
export const PLATFORM_SETTINGS = getConfigToken(PLATFORM);
