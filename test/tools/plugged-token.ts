/** A SoftHSM token behind the misbehaving module, as the host of a browser finds it: by the machine policy. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FaultyModule, faultyMissing } from "./faulty-pkcs11/faulty.ts";
import { type SoftKey, type SoftToken, softHsmMissing, softToken } from "./softhsm.ts";

/** What is missing for such a token; null where everything is there. */
export const tokenMissing: string | null = softHsmMissing ?? faultyMissing;

export interface PluggedToken {
  readonly soft: SoftToken;
  /** Rules by which the token misbehaves; none at first. */
  readonly faulty: FaultyModule;
  /** Environment of a host process that shall find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes the machine policy anew: the token's module and these settings. */
  setPolicy(settings: Readonly<Record<string, unknown>>): void;
}

export interface PluggedTokenRequest {
  /** A folder of this token alone. */
  readonly folder: string;
  readonly label: string;
  readonly pin?: string;
  readonly keys?: readonly SoftKey[];
  readonly subject?: string;
  /** Days until the certificate ends; negative: it has ended. */
  readonly days?: number;
}

export const PIN = "24681357";

export async function plugToken(request: PluggedTokenRequest): Promise<PluggedToken> {
  const { folder } = request;
  mkdirSync(folder, { recursive: true });
  const soft = await softToken({ pin: PIN, keys: ["rsa2048"], ...request });
  const faulty = new FaultyModule({ folder: join(folder, "faulty"), module: soft.module });
  faulty.control();
  const policy = join(folder, "policy.json");
  const setPolicy = (settings: Readonly<Record<string, unknown>>) =>
    writeFileSync(policy, JSON.stringify({ modules: [faulty.path], ...settings }), { mode: 0o644 });
  setPolicy({});
  return { soft, faulty, env: { ...soft.env, ...faulty.env, ANTIN_POLICY: policy }, setPolicy };
}
