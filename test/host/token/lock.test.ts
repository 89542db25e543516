import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockToken } from "../../../host/token/lock.ts";

const LOCK = fileURLToPath(new URL("../../../host/token/lock.ts", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "antin-lock-")), "locks");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const busy = { code: "TOKEN_BUSY" };
const codeOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (thrown) {
    return thrown;
  }
};

test("a serial is locked once, another one beside it, and free after the release", () => {
  const first = lockToken(folder, "serial-1");
  expect(codeOf(() => lockToken(folder, "serial-1"))).toMatchObject(busy);
  const second = lockToken(folder, "serial-2");
  first.release();
  first.release();
  const again = lockToken(folder, "serial-1");
  again.release();
  second.release();
});

test("the folder is this user's alone, and a serial cannot lead out of it", () => {
  lockToken(folder, "../../../outside\0").release();
  if (process.platform !== "win32") expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("the lock of another process holds, and dies with that process", async () => {
  const script = `
    const { lockToken } = await import(${JSON.stringify(LOCK)});
    globalThis.lock = lockToken(${JSON.stringify(folder)}, "serial");
    process.stdout.write("locked");
    setInterval(() => {}, 1000);
  `;
  const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let warnings = "";
  other.stderr.on("data", (chunk: Buffer) => {
    warnings += chunk.toString();
  });
  await once(other.stdout, "data");
  expect(codeOf(() => lockToken(folder, "serial"))).toMatchObject(busy);
  other.kill("SIGKILL");
  await once(other, "close");
  lockToken(folder, "serial").release();
  expect(warnings).not.toContain("SQLite");
});

test("a folder that cannot be made is a failure, not a login without a lock", () => {
  const file = join(folder, "..", "file");
  writeFileSync(file, "");
  expect(codeOf(() => lockToken(join(file, "locks"), "serial"))).toMatchObject({ code: "TOKEN_FAILED" });
});
