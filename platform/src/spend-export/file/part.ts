import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
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
    if (kept?.asked === asked && (await sizeOf(path)) >= kept.bytes) {
      const handle = await opened(path, 'a');
      await handle.truncate(kept.bytes);
      const part = new Part(path, handle, { ...kept, pid }, true);
      await part.#save();
      return part;
    }
    await rm(`${path}.json`, { force: true });
    const state = { asked, about: await begin(), next: from, bytes: 0, rows: 0, fits: true, pid };
    return new Part(path, await opened(path, 'w'), state, false);
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
    const handle = await opened(temporary, 'wx');
    try {
      await handle.writeFile(JSON.stringify(this.current));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, `${this.path}.json`);
  }
}

/** Opens a file that no other user may read. */
async function opened(path: string, flags: string): Promise<FileHandle> {
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice = code === 'ENOENT' ? ' Create its folder first.' : '';
    throw new ExportProblem(`${path} cannot be written (${code}).${advice}`);
  }
}

async function stateAt(path: string): Promise<PartState | undefined> {
  try {
    const state = JSON.parse(await readFile(`${path}.json`, 'utf8')) as PartState;
    const { asked, about, next, bytes, rows, pid } = state;
    const isWhole =
      typeof asked === 'string' &&
      typeof about === 'object' &&
      [next, bytes, rows, pid].every(Number.isSafeInteger);
    return isWhole ? state : undefined;
  } catch {
    return undefined;
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? -1;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
