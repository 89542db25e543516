import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutputFile } from "../../../host/cli/output-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-output-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const names = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
const text = (content: string) => new TextEncoder().encode(content);

describe("an output", () => {
  test("has no name until it is whole", async () => {
    const output = await OutputFile.create({ path: join(folder, "a"), force: false });
    await output.write(text("hello"), 0);
    expect(names()).toEqual([expect.stringMatching(/^\.antin-[0-9a-f]{8}-\d+-[0-9a-f]{16}\.tmp$/)]);
    await output.commit();
    expect(names()).toEqual(["a"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("hello");
  });

  test("that is given up leaves nothing, not even the folders made for it", async () => {
    const output = await OutputFile.create({ path: join(folder, "x", "y", "a"), force: false });
    await output.write(text("hello"), 0);
    await output.discard();
    expect(names()).toEqual([]);
  });

  test("leaves a folder in which somebody else has put something", async () => {
    const output = await OutputFile.create({ path: join(folder, "x", "a"), force: false });
    writeFileSync(join(folder, "x", "b"), "");
    await output.discard();
    expect(names()).toEqual(["x", "x/b"]);
  });

  test("never takes the place of a file that came there meanwhile", async () => {
    const path = join(folder, "a");
    const output = await OutputFile.create({ path, force: false });
    writeFileSync(path, "mine");
    await expect(output.commit()).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    await output.discard();
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect(names()).toEqual(["a"]);
  });

  test("takes it with force", async () => {
    const path = join(folder, "a");
    writeFileSync(path, "old");
    await expect(OutputFile.create({ path, force: false })).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    const output = await OutputFile.create({ path, force: true });
    await output.write(text("new"), 0);
    await output.commit();
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("has the permissions it was made with, whatever the umask", async () => {
    const path = join(folder, "a");
    const output = await OutputFile.create({ path, force: false, mode: 0o666 });
    await output.commit();
    expect(statSync(path).mode & 0o777).toBe(0o666);
  });

  test("of many megabytes arrives whole, its disk writes begun early", async () => {
    const path = join(folder, "large");
    const output = await OutputFile.create({ path, force: false });
    const piece = new Uint8Array(1024 * 1024).fill(7);
    for (let index = 0; index < 40; index++) await output.write(piece, index * piece.length);
    await output.commit();
    expect(statSync(path).size).toBe(40 * piece.length);
  });

  test("in a place that is no folder is OUTPUT_FAILED", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(OutputFile.create({ path: join(folder, "file", "a"), force: false })).rejects.toMatchObject({
      code: "OUTPUT_FAILED",
      detail: { reason: expect.stringMatching(/^E/) },
    });
  });
});
