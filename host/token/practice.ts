/** The practice token: software keys behind the interface of a real token, for training and tests without hardware. No PIN. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { fail } from "#shared/errors.ts";
import { userDataFolder } from "../paths.ts";
import type { OpenRequest, TokenCertificate, TokenDriver, TokenInfo, TokenSession } from "./driver.ts";
import { signWithKey } from "./practice-sign.ts";
import { type PracticeEntry, type PracticeStore, practiceStore } from "./practice-store.ts";

export const PRACTICE_TOKEN = "practice";

/** `folder` holds keys and certificates; both are made on the first use. */
export function practiceDriver(folder = practiceFolder()): TokenDriver {
  let loaded: Promise<PracticeStore> | null = null;
  const store = () => {
    loaded ??= practiceStore(folder).catch((cause: unknown) => {
      loaded = null;
      throw cause;
    });
    return loaded;
  };
  return {
    tokens: async () => [describe()],
    // A software key is never plugged or unplugged.
    watch: () => () => {},
    certificates: async (token) => {
      refuseOther(token);
      const { authority, entries } = await store();
      return entries.map((entry) => toCertificate(entry, authority));
    },
    open: async (request) => open(request, await store()),
    close: async () => {},
  };
}

/** Where this user's practice keys lie. */
export function practiceFolder(): string {
  return join(userDataFolder(), "practice");
}

/** Certificate of this installation's practice CA, DER: what `--trust practice` trusts. */
export async function practiceAuthority(folder = practiceFolder()): Promise<Uint8Array> {
  return (await practiceStore(folder)).authority;
}

function describe(): TokenInfo {
  return {
    id: PRACTICE_TOKEN,
    kind: "practice",
    label: "practice",
    serial: "0",
    manufacturer: "Ấn Tín",
    model: "practice",
    module: null,
    pin: {
      countLow: false,
      finalTry: false,
      locked: false,
      onReader: false,
      wanted: false,
      minLength: 0,
      maxLength: 0,
    },
  };
}

function refuseOther(token: string): void {
  if (token !== PRACTICE_TOKEN) fail("TOKEN_NOT_FOUND", { token });
}

function toCertificate(entry: PracticeEntry, authority: Uint8Array): TokenCertificate {
  return {
    id: createHash("sha256").update(entry.certificate).digest("hex"),
    token: PRACTICE_TOKEN,
    label: entry.label,
    der: entry.certificate,
    chain: [authority],
    hasKey: true,
  };
}

function open(request: OpenRequest, { authority, entries }: PracticeStore): TokenSession {
  refuseOther(request.token);
  const found = entries
    .map((entry) => ({ entry, certificate: toCertificate(entry, authority) }))
    .find(({ certificate }) => certificate.id === request.certificate);
  if (!found) return fail("CERT_NOT_FOUND", { certificate: request.certificate });
  let open = true;
  return {
    certificate: found.certificate,
    sign: async (signRequest, signal) => {
      signal?.throwIfAborted();
      if (!open) fail("TOKEN_REMOVED");
      return signWithKey(found.entry.key, signRequest);
    },
    close: async () => {
      open = false;
    },
    // Nothing outside can end it.
    onEnd: () => {},
  };
}
