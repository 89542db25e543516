import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CopyThread, FileCopy } from "../../../host/cli/copy-thread.ts";
import { startCopyWorker } from "../../../host/cli/copy-worker-start.ts";

const content = Buffer.alloc(5_000_001, "0123456789");
const sha = (name: string, ...parts: Uint8Array[]) => {
  const hash = createHash(name);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

let folder: string;
let thread: CopyThread;
let open: number[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-copy-"));
  writeFileSync(join(folder, "in"), content);
  thread = new CopyThread(startCopyWorker());
});

afterAll(async () => {
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  open = [];
});

afterEach(() => {
  for (const file of open) closeSync(file);
});

function file(name: string, flags: string): number {
  const descriptor = openSync(join(folder, name), flags);
  open.push(descriptor);
  return descriptor;
}

/** A file without an end. */
function openZero(): number {
  const descriptor = openSync("/dev/zero", "r");
  open.push(descriptor);
  return descriptor;
}

const paths = { input: "in", output: "out" };

describe("the copy thread", () => {
  test("copies, and digests what it copied with whatever follows, as often as asked", async () => {
    const job = {
      input: file("in", "r"),
      output: file("out", "w"),
      hashes: ["sha256", "sha512"],
      paths,
    } as const;
    const copy = new FileCopy(thread, job);
    expect(await copy.done()).toBe(content.length);
    expect(readFileSync(join(folder, "out")).equals(content)).toBe(true);
    const more = [Buffer.from("more"), Buffer.from(" bytes")];
    expect(hex(await copy.digest("sha256", []))).toBe(sha("sha256", content));
    expect(hex(await copy.digest("sha512", more))).toBe(sha("sha512", content, ...more));
    expect(hex(await copy.digest("sha256", more))).toBe(sha("sha256", content, ...more));
  });

  test("serves one file after another", async () => {
    writeFileSync(join(folder, "empty"), "");
    const job = { input: file("empty", "r"), output: file("out2", "w"), hashes: ["sha256"], paths } as const;
    const copy = new FileCopy(thread, job);
    expect(await copy.done()).toBe(0);
    expect(hex(await copy.digest("sha256", []))).toBe(sha("sha256"));
  });

  test.skipIf(process.platform === "win32")(
    "stops when the copy is no longer wanted, and works on",
    async () => {
      const endless = { input: openZero(), output: file("out3", "w"), hashes: ["sha256"], paths } as const;
      await new FileCopy(thread, endless).abandon();
      const job = { input: file("in", "r"), output: file("out4", "w"), hashes: ["sha256"], paths } as const;
      expect(await new FileCopy(thread, job).done()).toBe(content.length);
    },
  );

  test("says on which side a failure was", async () => {
    const unreadable = {
      input: file("x", "w"),
      output: file("out5", "w"),
      hashes: ["sha256"],
      paths,
    } as const;
    await expect(new FileCopy(thread, unreadable).done()).rejects.toMatchObject({
      code: "INPUT_NOT_FOUND",
      detail: { path: "in", reason: "EBADF" },
    });
    const unwritable = { input: file("in", "r"), output: file("x", "r"), hashes: ["sha256"], paths } as const;
    const copy = new FileCopy(thread, unwritable);
    await expect(copy.digest("sha256", [])).rejects.toMatchObject({
      code: "OUTPUT_FAILED",
      detail: { path: "out", reason: "EBADF" },
    });
    await copy.abandon();
  });
});
