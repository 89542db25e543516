import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHROMIUM_ID, CHROMIUM_KEY } from "#shared/protocol/identity.ts";
import { HOST_VERSION } from "#shared/protocol/limits.ts";

test("the extension's id is the one Chromium derives from its key", () => {
  const key = Buffer.from(CHROMIUM_KEY, "base64");
  const digits = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const letters = digits.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  expect(letters).toBe(CHROMIUM_ID);
  expect(createPublicKey({ key, format: "der", type: "spki" }).asymmetricKeyType).toBe("rsa");
});

test("the host's version is the one of the package", () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8"));
  expect(HOST_VERSION).toBe(version);
});
