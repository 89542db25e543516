/** What `antin selftest` looks at. A check that finds nothing to use (no module, no browser told) is no fault of the installation. */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { fail, toWire } from "#shared/errors.ts";
import { signDigest } from "../cms/sign-digest.ts";
import { loadDriver } from "../host.ts";
import { readPolicy } from "../policy.ts";
import { registrations } from "../register/registration.ts";
import { findModules } from "../token/find-module.ts";
import { practiceDriver } from "../token/practice.ts";

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** For the IT officer; names and codes, no sentence. */
  readonly detail: string;
}

const CHECKS: Readonly<Record<string, () => Promise<string>>> = {
  addon: checkAddon,
  practice: checkPractice,
  modules: checkModules,
  tokens: checkTokens,
  policy: checkPolicy,
  browsers: checkBrowsers,
};

/** Never rejects: what a check throws is its finding. */
export async function runChecks(): Promise<Check[]> {
  const done: Check[] = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    done.push(
      await check().then(
        (detail) => ({ name, ok: true, detail }),
        (thrown: unknown) => ({ name, ok: false, detail: findingOf(thrown) }),
      ),
    );
  }
  return done;
}

function findingOf(thrown: unknown): string {
  const { code, detail } = toWire(thrown);
  return [code, ...Object.values(detail ?? {})].join(" ");
}

/** The addon must load in a process of its own: only the token child may load it in earnest. */
async function checkAddon(): Promise<string> {
  const program = 'new (require("pkcs11js").PKCS11)()';
  const folder = dirname(process.argv[1] ?? ".");
  await promisify(execFile)(process.execPath, ["-e", program], { cwd: folder }).catch((cause: unknown) =>
    fail("MODULE_NOT_FOUND", { module: "pkcs11js" }, cause),
  );
  return "pkcs11js";
}

/** A signature by each practice certificate; `signDigest` verifies it by the certificate before it hands it out. */
async function checkPractice(): Promise<string> {
  const driver = practiceDriver();
  const digest = createHash("sha256").update("antin").digest();
  const found = await driver.certificates("practice");
  for (const { id, token } of found) {
    const session = await driver.open({ token, certificate: id, pin: "", allowLastTry: false });
    await signDigest({ session, digest, digestAlgorithm: "sha256", format: "cades", padding: "pkcs1" });
    await session.close();
  }
  return found.map(({ label }) => label).join(", ");
}

async function checkModules(): Promise<string> {
  const { policy } = await readPolicy();
  return findModules(undefined, policy.modules).join(", ");
}

async function checkTokens(): Promise<string> {
  const driver = await loadDriver();
  try {
    return (await driver.tokens()).map(({ label }) => label).join(", ");
  } finally {
    await driver.close();
  }
}

async function checkPolicy(): Promise<string> {
  const { place, problem } = await readPolicy();
  return problem ? fail("INVALID_ARGUMENT", { ...problem }) : place;
}

async function checkBrowsers(): Promise<string> {
  const registered = (await registrations()).filter(({ launcher }) => launcher !== null);
  for (const { launcher } of registered) {
    if (launcher !== null)
      await access(launcher).catch((cause: unknown) => fail("HOST_NOT_FOUND", { launcher }, cause));
  }
  return registered.map(({ browser }) => browser).join(", ");
}
