import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import type { SpendAbout } from '../source.js';
import { ExportProblem } from './export-problem.js';

/** What a part of a file holds: all that a later run needs to continue it. */
export interface PartState {
  /** What was asked for; another question begins again. */
  readonly asked: string;
  readonly about: SpendAbout;
  /** The first day that it does not hold, epoch milliseconds. */
  readonly next: number;
  /** The length of what it holds. What is after it was being written when the process ended. */
  readonly bytes: number;
  readonly rows: number;
  /** Whether every amount has few enough digits for a decimal of Parquet. */
  readonly fits: boolean;
  /** The process that writes it. */
  readonly pid: number;
}

/** The unfinished file beside the one that is asked for. */
export class Part {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private current: PartState,
    /** Whether it was begun by another run. */
    readonly isContinued: boolean,
  ) {}

  /**
   * Opens the part of a file: the one that a run with the same question has left, or a new one.
   * @param begin - what the rows of a new one have in common
   * @throws ExportProblem where another process writes it, or it cannot be written
   */
  static async open(
    file: string,
    asked: string,
    from: number,
    begin: () => Promise<SpendAbout>,
  ): Promise<Part> {
    const path = `${file}.part`;
    const kept = await stateAt(path);
    if (kept && kept.pid !== process.pid && isAlive(kept.pid))
      throw new ExportProblem(
        `Process ${kept.pid} writes ${path}. Wait for it, or delete ${path}.json if that process is another program.`,
      );
    const { pid } = process;
    const handle = kept?.asked === asked ? await continued(path, kept.bytes) : undefined;
    if (kept && handle) {
      await handle.truncate(kept.bytes);
      const part = new Part(path, handle, { ...kept, pid }, true);
      await part.#save();
      return part;
    }
    await rm(`${path}.json`, { force: true });
    const state = { asked, about: await begin(), next: from, bytes: 0, rows: 0, fits: true, pid };
    return new Part(path, await anew(path), state, false);
  }

  /** What it holds. */
  get state(): PartState {
    return this.current;
  }

  /** Adds bytes, and then says that it holds them; a process that ends in between has not added them. */
  async append(chunks: AsyncIterable<Uint8Array>, change: () => Partial<PartState>): Promise<void> {
    let { bytes } = this.current;
    for await (const chunk of chunks) {
      await this.handle.appendFile(chunk);
      bytes += chunk.length;
    }
    await this.handle.datasync();
    this.current = { ...this.current, ...change(), bytes };
    await this.#save();
  }

  /** Puts a finished file, by default this part, in the place of the one that was asked for. */
  async finish(file: string, finished = this.path): Promise<void> {
    await this.close();
    await rename(finished, file);
    await rm(this.path, { force: true });
    await rm(`${this.path}.json`, { force: true });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  /** Replaced as a whole, so it is never half written. */
  async #save(): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}`;
    const handle = await anew(temporary);
    try {
      await handle.writeFile(JSON.stringify(this.current));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, `${this.path}.json`);
  }
}

/**
 * Creates a file that no other user may read, in the place of what is there: a link that somebody has put there is followed by
 * nothing.
 * @throws ExportProblem
 */
export async function anew(path: string): Promise<FileHandle> {
  try {
    await rm(path, { force: true });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice = code === 'ENOENT' ? ' Create its folder first.' : '';
    throw new ExportProblem(`${path} cannot be written (${code}).${advice}`);
  }
}

/** Opens what an earlier run has left; undefined for a link, a file of another user, and one that is shorter than it should be. */
async function continued(path: string, bytes: number): Promise<FileHandle | undefined> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch(() => undefined);
  const stats = await handle?.stat();
  const isOurs =
    stats?.isFile() === true && stats.uid === (process.geteuid?.() ?? stats.uid) && stats.size >= bytes;
  if (isOurs) return handle;
  await handle?.close();
  return undefined;
}

async function stateAt(path: string): Promise<PartState | undefined> {
  try {
    const state = JSON.parse(await readFile(`${path}.json`, 'utf8')) as PartState;
    const { asked, about, next, bytes, rows, pid } = state;
    const isWhole =
      typeof asked === 'string' &&
      typeof about === 'object' &&
      about !== null &&
      [next, bytes, rows, pid].every(Number.isSafeInteger);
    return isWhole ? state : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
