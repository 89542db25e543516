/**
 * One login to a token at a time among all host processes of a user: an exclusive SQLite transaction per serial. The operating
 * system drops it when its process dies, however that happens, so no lock outlives its owner.
 */

import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { fail } from "#shared/errors.ts";

export interface TokenLock {
  release(): void;
}

/**
 * Milliseconds. Two processes that ask in the same instant stand in each other's way for a moment; one of them must win.
 */
const PATIENCE = 500;

/** SQLITE_BUSY, the primary result code (https://sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

/** node:sqlite without the warning that it is experimental: on stderr it would look like a fault of ours. */
function loadSqlite(): typeof import("node:sqlite") {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && "errcode" in thrown && (Number(thrown.errcode) & 0xff) === SQLITE_BUSY;
}

/** The serial is text of a foreign device: its hash is the file's name. */
function lockFile(folder: string, serial: string): string {
  return join(folder, `${createHash("sha256").update(serial).digest("hex").slice(0, 32)}.lock`);
}

function openDatabase(folder: string, serial: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { DatabaseSync } = loadSqlite();
    return new DatabaseSync(lockFile(folder, serial), { timeout: PATIENCE });
  } catch (thrown) {
    return fail("TOKEN_FAILED", { reason: "LOCK" }, thrown);
  }
}

/**
 * Takes the lock or fails within half a second.
 *
 * @param folder made where it does not exist, for this user only
 * @throws SignError TOKEN_BUSY: another process (or another session of this one) is logged in to the token;
 *   TOKEN_FAILED {reason: "LOCK"}: the folder cannot be written to
 */
export function lockToken(folder: string, serial: string): TokenLock {
  const database = openDatabase(folder, serial);
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (thrown) {
    database.close();
    return isBusy(thrown) ? fail("TOKEN_BUSY") : fail("TOKEN_FAILED", { reason: "LOCK" }, thrown);
  }
  // Closing rolls the empty transaction back and frees the file.
  return { release: () => (database.isOpen ? database.close() : undefined) };
}
