import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A token of the demo's tenant; with an identity provider, only that provider signs tokens. */
export async function demoToken() {
  if (process.env.PLATFORM_JWKS_URL) return '<a token of your identity provider>';
  return printed('token.js', '--tenant', 'acme', '--permissions', 'anthropic:*');
}

/** A link that signs in; with an identity provider, the page's own address, which redirects to it. */
export async function portalLink(platform, person) {
  if (process.env.PLATFORM_JWKS_URL) return process.env.PLATFORM_PUBLIC_URL || platform;
  const url = process.env.PLATFORM_PUBLIC_URL ? [] : ['--url', platform];
  return printed('sign-in-link.js', ...url, ...(person === undefined ? [] : ['--sub', person]));
}

async function printed(command, ...args) {
  const script = fileURLToPath(new URL(`../../platform/dist/${command}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  return stdout.trim();
}
