import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPolicyFile } from "../../host/policy.ts";
import { parseRegistryValues } from "../../host/registry-policy.ts";

let folder: string;
let place: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-policy-"));
  place = join(folder, "policy.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const GOOD = {
  modules: ["/opt/bit4id/libbit4xpki.so"],
  httpOrigins: ["http://eoffice.noibo"],
  support: { name: "Trung tâm CNTT", phone: "0255 000 000" },
  idleMinutes: 0,
};

function write(value: unknown, mode = 0o600): void {
  writeFileSync(place, typeof value === "string" ? value : JSON.stringify(value));
  chmodSync(place, mode);
}

describe("a policy file", () => {
  test("is taken where only its owner may write it", async () => {
    write(GOOD, 0o644);
    expect(await readPolicyFile({ place, trusts: "owner" })).toEqual({ policy: GOOD, place, problem: null });
  });

  test("that is absent is no problem", async () => {
    expect(await readPolicyFile({ place, trusts: "owner" })).toEqual({ policy: {}, place, problem: null });
  });

  test.skipIf(process.platform === "win32").each([0o620, 0o602, 0o666])(
    "of mode %o is ignored, and said so",
    async (mode) => {
      write(GOOD, mode);
      expect(await readPolicyFile({ place, trusts: "owner" })).toEqual({
        policy: {},
        place,
        problem: { reason: "WRITABLE_BY_OTHERS", place },
      });
    },
  );

  test.skipIf(process.platform === "win32")(
    "of the machine is ignored in a folder that others may write to",
    async () => {
      // The temporary folder itself: anybody may put a file there.
      write(GOOD);
      expect(await readPolicyFile({ place, trusts: "root" })).toMatchObject({
        policy: {},
        problem: { reason: "WRITABLE_BY_OTHERS" },
      });
    },
  );

  test.skipIf(process.getuid?.() !== 0)(
    "of the machine is taken where root alone may write, also through a link (as root)",
    async () => {
      const guarded = mkdtempSync("/root/antin-policy-");
      try {
        writeFileSync(join(guarded, "policy.json"), JSON.stringify(GOOD), { mode: 0o644 });
        symlinkSync(join(guarded, "policy.json"), join(guarded, "link.json"));
        for (const name of ["policy.json", "link.json"]) {
          expect(await readPolicyFile({ place: join(guarded, name), trusts: "root" })).toMatchObject({
            policy: GOOD,
          });
        }
        chmodSync(guarded, 0o777);
        expect(await readPolicyFile({ place: join(guarded, "policy.json"), trusts: "root" })).toMatchObject({
          policy: {},
        });
      } finally {
        rmSync(guarded, { recursive: true, force: true });
      }
    },
  );

  test.each([
    ["no JSON", "{", { reason: "NOT_JSON" }],
    ["a list", [], { reason: "INVALID" }],
    ["a relative module", { modules: ["evil.so"] }, { reason: "INVALID", field: "modules.0" }],
    [
      "an https origin among http ones",
      { httpOrigins: ["https://a.vn"] },
      { reason: "INVALID", field: "httpOrigins.0" },
    ],
    [
      "an origin with a path",
      { httpOrigins: ["http://a.vn/x"] },
      { reason: "INVALID", field: "httpOrigins.0" },
    ],
    ["31 idle minutes", { idleMinutes: 31 }, { reason: "INVALID", field: "idleMinutes" }],
    ["a support without a phone", { support: { name: "A" } }, { reason: "INVALID", field: "support.phone" }],
    ["an unknown key", { module: [] }, { reason: "INVALID", field: "module" }],
  ])("with %s is ignored as a whole, and the place of the fault is said", async (_, value, problem) => {
    write(value);
    const reading = await readPolicyFile({ place, trusts: "owner" });
    expect(reading.policy).toEqual({});
    expect(reading.problem).toMatchObject(problem);
  });

  test("that is a folder is unreadable", async () => {
    mkdirSync(place, { mode: 0o700 });
    expect((await readPolicyFile({ place, trusts: "owner" })).problem).toMatchObject({
      reason: "UNREADABLE",
    });
  });
});

describe("the policy in a registry", () => {
  test("is read from the lines of reg query", () => {
    const output = [
      "",
      "HKEY_LOCAL_MACHINE\\Software\\Policies\\Antin",
      "    modules    REG_MULTI_SZ    C:\\A\\a.dll\\0C:\\B\\b.dll",
      "    httpOrigins    REG_MULTI_SZ    http://eoffice.noibo",
      "    proxy    REG_SZ    http://proxy:3128",
      "    idleMinutes    REG_DWORD    0x5",
      "",
    ].join("\r\n");
    expect(parseRegistryValues(output)).toEqual({
      modules: ["C:\\A\\a.dll", "C:\\B\\b.dll"],
      httpOrigins: ["http://eoffice.noibo"],
      proxy: "http://proxy:3128",
      idleMinutes: 5,
    });
  });
});
