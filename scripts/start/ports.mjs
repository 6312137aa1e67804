import { createServer } from 'node:net';

/**
 * The port that a variable names.
 * @throws Error that names the variable and a valid value.
 */
export function portFrom(variable, preset) {
  const text = process.env[variable] || String(preset);
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${variable} must be a whole number from 1 to 65535, such as ${preset}; it is "${text}".`);
}

/** @throws Error where something listens there already; it says which variable changes the port. */
export function requireFree(variable, port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) =>
      reject(
        new Error(
          `Port ${port} of ${host} is ${code === 'EADDRINUSE' ? 'in use' : `not available (${code})`}. Set ${variable} to another one: ${variable}=${port + 1} npm start`,
        ),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
