import { fileURLToPath } from 'node:url';

/** Where `vite build portal` puts the page. */
export const PORTAL_FOLDER = fileURLToPath(new URL('../../../portal/dist', import.meta.url));
