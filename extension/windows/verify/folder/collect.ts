/** The files of what was chosen or dropped, folders read through, in the order of their paths. */

import { oneLine } from "../../../jobs.ts";
import type { FileInFolder } from "./rows.ts";

export interface Collected {
  readonly files: readonly FileInFolder[];
  /** There were more than are taken. */
  readonly cut: boolean;
}

export const MOST_FILES = 5000;
/** Entries that are looked at, whatever they are: a disk dropped as a whole ends too. */
const MOST_ENTRIES = 100_000;
const MOST_DEPTH = 32;

const WANTED = /\.(pdf|p7s|p7m)$/i;

/** From a chooser: `webkitRelativePath` is empty for files chosen one by one. */
export function collectFiles(files: readonly File[], wanted: "all" | "by-name"): Collected {
  const found = files
    .map((file) => ({ file, path: oneLine(file.webkitRelativePath || file.name) }))
    .filter(({ path }) => wanted === "all" || WANTED.test(path));
  return sorted(found);
}

/** From a drop. The transfer is empty after its event, so this reads it before it first waits. */
export async function collectDropped(transfer: DataTransfer): Promise<Collected> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = [...transfer.files];
  const folders = entries.filter(({ isDirectory }) => isDirectory);
  if (folders.length === 0) return collectFiles(files, "all");
  const found: FileInFolder[] = [];
  const walk = { found, left: MOST_ENTRIES };
  for (const entry of entries) await visit(entry, walk, 0);
  return sorted(found);
}

interface Walk {
  readonly found: FileInFolder[];
  left: number;
}

async function visit(entry: FileSystemEntry, walk: Walk, depth: number): Promise<void> {
  if (walk.left-- <= 0 || depth > MOST_DEPTH || walk.found.length > MOST_FILES) return;
  if (entry.isFile) {
    if (!WANTED.test(entry.name)) return;
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file !== null) walk.found.push({ file, path: oneLine(entry.fullPath.replace(/^\//, "")) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // It gives a hundred at a time; none means the end.
  for (;;) {
    const batch = await batchOf(reader);
    if (batch.length === 0) return;
    for (const inner of batch) await visit(inner, walk, depth + 1);
  }
}

/** null for a file that went or may not be read. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

function batchOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}

function sorted(found: readonly FileInFolder[]): Collected {
  const files = found.toSorted((a, b) => a.path.localeCompare(b.path, "vi", { numeric: true }));
  return { files: files.slice(0, MOST_FILES), cut: files.length > MOST_FILES };
}
