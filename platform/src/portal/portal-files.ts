import { Router, static as serve, type Response } from 'express';
import helmet from 'helmet';
import { fileURLToPath } from 'node:url';

/** Output folder of `vite build portal`. */
export const PORTAL_FOLDER = fileURLToPath(new URL('../../../portal/dist', import.meta.url));

/** Files whose names contain a hash of their content. */
const ASSETS = /^\/assets\/[\w.-]+$/;

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Browser features that no page uses, denied so injected code cannot use them either. */
const UNUSED_FEATURES = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb'];

const permissionsPolicy = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ');

const security = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
  },
  frameguard: { action: 'deny' },
});

/**
 * Serves the page at `/` and its files below `/assets`. No other path is looked up on disk, so API requests cost
 * nothing; missing files are left to the routes.
 * @param folder - output folder of the page's build
 */
export function portalFiles(folder: string): Router {
  const files = serve(folder, { redirect: false, cacheControl: false, setHeaders });
  return Router({ caseSensitive: true, strict: true }).get(['/', ASSETS], files);
}

/** Called for each file found. The page itself keeps `no-store`, because it names the newest files. */
function setHeaders(response: Response): void {
  setPageHeaders(response);
  if (ASSETS.test(response.req.path)) response.setHeader('cache-control', FOR_EVER);
}

/** Sets the security headers of the page: only its own files run, and they connect to the platform only. */
function setPageHeaders(response: Response): void {
  response.setHeader('permissions-policy', permissionsPolicy);
  security(response.req, response, () => {});
}
