import { portFrom } from './ports.mjs';

const LOCAL = '127.0.0.1';

/** Host, port and URL of the platform, from `HOST` and `PORT`. */
export function platformAddress() {
  const port = portFrom('PORT', 3000);
  const host = process.env.HOST || LOCAL;
  return { host, port, url: `http://${host === '0.0.0.0' || host === '::' ? LOCAL : host}:${port}` };
}

/** Host, port and URL of the simulator, from `SIMULATOR_PORT`. */
export function simulatorAddress() {
  const port = portFrom('SIMULATOR_PORT', 4010);
  return { host: LOCAL, port, url: `http://${LOCAL}:${port}` };
}
