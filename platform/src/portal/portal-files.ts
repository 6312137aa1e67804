import { static as serve, type RequestHandler, type Response } from 'express';
import { setPageHeaders } from './page-headers.js';

/** Files whose names change with what is in them. */
const ASSETS = /^\/assets\/[\w.-]+$/;

const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the page at `/` and its files below `/assets`. No other path is looked up on the disk, so that requests of the
 * API cost nothing; what is not there is left to the routes.
 * @param folder - where the page was built.
 */
export function portalFiles(folder: string): RequestHandler {
  const files = serve(folder, { redirect: false, cacheControl: false, setHeaders });
  return (request, response, next) => {
    if (request.path === '/' || ASSETS.test(request.path)) files(request, response, next);
    else next();
  };
}

/** Called once a file is found. The page itself keeps `no-store`, for it names the newest files. */
function setHeaders(response: Response): void {
  setPageHeaders(response);
  if (ASSETS.test(response.req.path)) response.setHeader('cache-control', FOR_EVER);
}
