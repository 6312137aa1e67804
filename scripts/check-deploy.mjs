/*
 * `npm run check:deploy`: checks the files of deploy/ with the programs that will read them. Each check is a command and the
 * Debian package that has it.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SYSTEMD = fileURLToPath(new URL('../deploy/systemd/', import.meta.url));
const MONITORING = fileURLToPath(new URL('../deploy/monitoring/', import.meta.url));

const CHECKS = [
  {
    what: 'The alert rules are valid',
    command: ['promtool', 'check', 'rules', 'alerts.yml'],
    cwd: MONITORING,
    package: 'prometheus',
  },
  {
    what: 'The alerts fire when they should, and only then',
    command: ['promtool', 'test', 'rules', 'alerts.test.yml'],
    cwd: MONITORING,
    package: 'prometheus',
  },
  {
    what: 'nginx starts with the sample, and loses no request while processes are replaced',
    command: [process.execPath, fileURLToPath(new URL('./deploy/check-nginx.mjs', import.meta.url))],
    package: 'nginx-light',
  },
  {
    what: 'The unit of systemd is valid',
    command: ['systemd-analyze', 'verify', './anthropic-admin-platform.service'],
    cwd: SYSTEMD,
    package: 'systemd',
  },
  {
    what: 'The steps of the Dockerfile build a platform that starts',
    command: [process.execPath, fileURLToPath(new URL('./deploy/try-image.mjs', import.meta.url))],
    package: 'git',
  },
];

for (const { what, command, cwd, package: from } of CHECKS) {
  const [program, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error?.code === 'ENOENT') {
    fail(
      `${program} is not installed. Install Debian's package ${from}: apt-get install --no-install-recommends ${from}`,
    );
  } else if (status !== 0) {
    fail(`${what}: no.\n${stdout ?? ''}${stderr ?? error}`);
  } else process.stdout.write(`${what}: yes.\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
