/* Runs the steps of deploy/Dockerfile without a container engine: each stage is a folder, and its command is started at the end. */
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The instructions that this program can run. Anything else fails: it would not be tested. */
const KNOWN = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'CMD']);

/**
 * Reads a Dockerfile as a list of stages.
 * @returns {{ name: string, steps: { instruction: string, words: string[], text: string }[] }[]}
 */
export function stagesOf(dockerfile) {
  const stages = [];
  for (const line of dockerfile.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [instruction] = line.split(' ');
    const text = line.slice(instruction.length).trim();
    if (!KNOWN.has(instruction)) throw new Error(`The check of the Dockerfile knows no ${instruction}.`);
    if (instruction === 'FROM') stages.push({ name: / AS (\w+)$/.exec(text)?.[1] ?? 'final', steps: [] });
    else stages.at(-1).steps.push({ instruction, text, words: text.split(/\s+/) });
  }
  return stages;
}

/**
 * Runs all stages in a temporary folder.
 * @param context - the folder of the repository; what git ignores is not copied, as .dockerignore says.
 * @returns the folder of the last stage, its environment and command, and how to remove everything.
 */
export async function runDockerfile(context) {
  const root = await mkdtemp(join(tmpdir(), 'dockerfile-'));
  const clean = join(root, 'context');
  const folders = new Map();
  let final;
  try {
    await copyTracked(context, clean);
    const dockerfile = await readFile(join(context, 'deploy/Dockerfile'), 'utf8');
    for (const { name, steps } of stagesOf(dockerfile)) {
      const folder = join(root, name);
      await mkdir(folder);
      folders.set(name, folder);
      final = { folder, env: {}, command: undefined };
      for (const step of steps) await run(step, { folders, clean, final });
    }
    await rm(clean, { recursive: true });
    return { ...final, remove: () => rm(root, { recursive: true, force: true }) };
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

/** Starts the command of the image. */
export const startImage = ({ folder, env, command }, variables) =>
  spawn(command[0], command.slice(1), {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function run({ instruction, text, words }, { folders, clean, final }) {
  if (instruction === 'COPY') await copy(words, { folders, clean, folder: final.folder });
  if (instruction === 'RUN')
    execFileSync('bash', ['-ec', text], { cwd: final.folder, stdio: ['ignore', 2, 2] });
  if (instruction === 'ENV')
    Object.assign(final.env, Object.fromEntries(words.map((word) => word.split('='))));
  if (instruction === 'CMD') final.command = JSON.parse(text);
}

async function copy(words, { folders, clean, folder }) {
  const [first, ...rest] = words;
  const stage = /^--from=(\w+)$/.exec(first)?.[1];
  const paths = stage === undefined ? words : rest;
  const base = stage === undefined ? clean : folders.get(stage);
  const to = resolve(folder, paths.at(-1));
  for (const path of paths.slice(0, -1)) {
    // Each stage works in /app.
    const from = join(base, path.replace(/^\/app/, ''));
    const intoFolder = paths.at(-1).endsWith('/') || (paths.length > 2 && paths.at(-1) === './');
    const target = intoFolder ? join(to, path.split('/').at(-1)) : to;
    await mkdir(dirname(target), { recursive: true });
    await cp(from, target, { recursive: true, verbatimSymlinks: true });
  }
}

/** Copies what git tracks, which is what a fresh clone has. */
async function copyTracked(from, to) {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: from,
    encoding: 'utf8',
  });
  const ignored = (await readFile(join(from, '.dockerignore'), 'utf8')).split('\n').filter(Boolean);
  const top = new Set(ignored.filter((line) => !line.includes('*')));
  for (const path of files.split('\0').filter(Boolean)) {
    if (top.has(path.split('/')[0])) continue;
    await cp(join(from, path), join(to, path), { recursive: true }).catch((error) => {
      // A tracked file that is deleted in the working folder.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  if ((await readdir(to)).length === 0) throw new Error('The context of the Dockerfile is empty.');
}
