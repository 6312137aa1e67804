/* Packs the packages and checks what Node, bundlers and TypeScript find in them: npm run check:package */
import { spawnSync } from 'node:child_process';
import { pack } from './pack.mjs';

/** What an installation downloads; kilobytes. A twentieth or more above what was measured. */
const PACKED_LIMITS = { connector: 1175, simulator: 164, 'focus-lint': 34 };

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

for (const [name, { path, files, packedBytes, unpackedBytes }] of Object.entries(await pack())) {
  console.log(
    `${name}: ${files} files, ${kilobytes(packedBytes)} packed, ${kilobytes(unpackedBytes)} unpacked`,
  );
  if (packedBytes > PACKED_LIMITS[name] * 1000) {
    console.error(`${name} is larger than ${PACKED_LIMITS[name]} kB packed.`);
    process.exitCode = 1;
  }
  check('publint', '--strict', path);
  check('attw', '--format', 'ascii', path);
}

function check(...command) {
  const { status } = spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
