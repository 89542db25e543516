/** A result that appears whole or not at all: written beside its place, synced, renamed, the folder synced. */

import { type FileHandle, link, mkdir, open, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, SignError } from "#shared/errors.ts";
import { guardTemporary, releaseTemporary, removeLeftovers, temporaryName } from "./temporary-files.ts";

export interface OutputRequest {
  readonly path: string;
  /** An existing file is replaced. */
  readonly force: boolean;
  /** Permission bits of the input; absent: those of any new file. */
  readonly mode?: number | undefined;
}

export class OutputFile {
  readonly handle: FileHandle;
  readonly #request: OutputRequest;
  readonly #temporary: string;
  /** Topmost folder that was made for this file. */
  readonly #madeFolder: string | undefined;
  #syncing: Promise<void> | null = null;
  #syncFault: unknown = null;

  private constructor(
    request: OutputRequest,
    opened: { handle: FileHandle; temporary: string; madeFolder: string | undefined },
  ) {
    this.#request = request;
    this.handle = opened.handle;
    this.#temporary = opened.temporary;
    this.#madeFolder = opened.madeFolder;
  }

  /** Errors: OUTPUT_EXISTS {path}, OUTPUT_FAILED {path, reason}. */
  static async create(request: OutputRequest): Promise<OutputFile> {
    const { path, force, mode } = request;
    if (!force && (await exists(path))) fail("OUTPUT_EXISTS", { path });
    const folder = dirname(path);
    await removeLeftovers(folder);
    const temporary = join(folder, temporaryName());
    return orFail(path, async () => {
      const madeFolder = await mkdir(folder, { recursive: true });
      guardTemporary(temporary);
      const handle = await open(temporary, "wx+", mode ?? 0o666);
      const file = new OutputFile(request, { handle, temporary, madeFolder });
      // The mode at opening is cut by the umask.
      if (mode !== undefined) await handle.chmod(mode);
      return file;
    });
  }

  /** Writes all of `bytes` at `offset`. Errors: OUTPUT_FAILED. */
  async write(bytes: Uint8Array, offset: number): Promise<void> {
    await orFail(this.#request.path, async () => {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.handle.write(bytes, at, bytes.length - at, offset + at);
        at += bytesWritten;
      }
    });
  }

  /** The disk begins to write what it has; `commit` then has less to wait for. */
  beginSync(): void {
    if (this.#syncing !== null) return;
    const syncing = this.handle.datasync().finally(() => {
      this.#syncing = null;
    });
    this.#syncing = syncing;
    // The system tells a failed write once only: it is kept for `commit`.
    syncing.catch((thrown: unknown) => {
      this.#syncFault = thrown;
    });
  }

  /** The file gets its name. Errors: OUTPUT_EXISTS where one came there meanwhile, OUTPUT_FAILED. */
  async commit(): Promise<void> {
    const { path, force } = this.#request;
    await orFail(path, async () => {
      await this.#syncing?.catch(() => {});
      if (this.#syncFault !== null) throw this.#syncFault;
      await this.handle.sync();
      await this.handle.close();
      if (force) await rename(this.#temporary, path);
      else await this.#renameToFree(path);
      releaseTemporary(this.#temporary);
      await syncFolder(dirname(path));
    });
  }

  /** Nothing is left behind, neither the file nor a folder made for it. */
  async discard(): Promise<void> {
    await this.#syncing?.catch(() => {});
    await this.handle.close().catch(() => {});
    await rm(this.#temporary, { force: true });
    releaseTemporary(this.#temporary);
    if (this.#madeFolder !== undefined) await removeEmpty(dirname(this.#request.path), this.#madeFolder);
  }

  /** `link` refuses a taken name, which `rename` would replace. File systems without links get the check before the rename. */
  async #renameToFree(path: string): Promise<void> {
    try {
      await link(this.#temporary, path);
    } catch (thrown) {
      if (codeOf(thrown) === "EEXIST" || (await exists(path))) fail("OUTPUT_EXISTS", { path }, thrown);
      return rename(this.#temporary, path);
    }
    await rm(this.#temporary);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}

/** Errors of the system as OUTPUT_FAILED; our own pass. */
async function orFail<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    if (thrown instanceof SignError) throw thrown;
    return fail("OUTPUT_FAILED", { path, reason: codeOf(thrown) }, thrown);
  }
}

/** So that the name survives a power cut; not every file system allows it, and Windows opens no folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** From `folder` up to `top`, as long as they are empty. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  try {
    await rmdir(folder);
    if (folder !== top && folder.startsWith(top)) await removeEmpty(dirname(folder), top);
  } catch {
    // Somebody else has put something there: it stays.
  }
}
