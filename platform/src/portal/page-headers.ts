import helmet from 'helmet';
import type { Response } from 'express';

/** What no page of ours asks a browser for, so that nothing that gets into one can either. */
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

/** Sets the headers of the page and its files: only these files run, and they talk to nobody but the platform. */
export function setPageHeaders(response: Response): void {
  response.setHeader('permissions-policy', permissionsPolicy);
  security(response.req, response, () => {});
}
