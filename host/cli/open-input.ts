/** An input as an open file; standard input is put into a temporary file first, since the engine reads by position. */

import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "#shared/errors.ts";
import { FileSource, type OpenFile, openFile } from "../file-source.ts";
import type { Input } from "./inputs.ts";
import { guardTemporary, releaseTemporary } from "./temporary-files.ts";

export interface OpenedInput extends OpenFile {
  /** Closes it, and removes what was made for it. */
  close(): Promise<void>;
}

/** Errors: INPUT_NOT_FOUND, OUTPUT_FAILED where standard input finds no room. */
export async function openInput(input: Exclude<Input, { kind: "missing" }>): Promise<OpenedInput> {
  if (input.kind === "stdin") return spoolStandardInput();
  const file = await openFile(input.file);
  return { ...file, close: () => file.source.handle.close() };
}

async function spoolStandardInput(): Promise<OpenedInput> {
  const path = join(tmpdir(), `antin-${randomBytes(8).toString("hex")}.tmp`);
  guardTemporary(path);
  const handle = await open(path, "wx+", 0o600).catch((cause: unknown) =>
    fail("OUTPUT_FAILED", { path }, cause),
  );
  const close = async () => {
    await handle.close();
    await rm(path, { force: true });
    releaseTemporary(path);
  };
  try {
    let size = 0;
    for await (const chunk of process.stdin)
      size += (await handle.write(chunk as Buffer, 0, null, size)).bytesWritten;
    return { path, source: new FileSource(handle, size), mode: undefined, close };
  } catch (cause) {
    await close();
    return fail("OUTPUT_FAILED", { path }, cause);
  }
}
