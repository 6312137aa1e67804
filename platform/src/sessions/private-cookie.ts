import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** A cookie that pages cannot read and other sites cannot set. */
export class PrivateCookie {
  readonly name: string;
  readonly #options: CookieOptions;

  /** @param publicUrl - where browsers reach the platform; without one it is taken for plain HTTP at the root. */
  constructor(name: string, publicUrl: URL | undefined, options: CookieOptions) {
    const secure = publicUrl?.protocol === 'https:';
    const path = publicUrl?.pathname.replace(/\/$/, '') || '/';
    this.name = `${prefixOf(secure, path)}${name}`;
    this.#options = { httpOnly: true, secure, path, ...options };
  }

  /** The value that the browser sent. */
  read({ headers: { cookie = '' } }: Pick<Request, 'headers'>): string | undefined {
    return parseCookie(cookie)[this.name];
  }

  set(response: Response, value: string): void {
    response.cookie(this.name, value, this.#options);
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.#options);
  }
}

/** Browsers accept a cookie of this name only from this host, over TLS, with exactly these attributes. */
function prefixOf(secure: boolean, path: string): string {
  if (!secure) return '';
  return path === '/' ? '__Host-' : '__Secure-';
}
