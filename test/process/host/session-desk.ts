/** What a sign window does with a port, for tests: log in, list documents, sign digests. */

import { createHash } from "node:crypto";
import type { Item, Params, Source } from "#shared/protocol/messages.ts";
import type { HostProcess } from "./host-process.ts";

export const SITE: Source = {
  kind: "site",
  origin: "https://eoffice.gov.vn",
  topOrigin: "https://eoffice.gov.vn",
};
export const OTHER_SITE: Source = {
  kind: "site",
  origin: "https://evil.example",
  topOrigin: "https://evil.example",
};

export function itemOf(item: string, signatures = 1): Item {
  return { item, name: `${item}.pdf`, size: 1000, pages: 1, sha256: "0".repeat(64), signatures };
}

export const CONTENT = Buffer.from("Nội dung văn bản");

/** Params of `session.sign` over the digest of CONTENT. */
export function signing(session: string, item: string): Params<"session.sign"> {
  return {
    session,
    item,
    digest: createHash("sha256").update(CONTENT).digest("base64"),
    digestAlgorithm: "sha256",
    format: "cades",
    level: "B-B",
    padding: "pkcs1",
  };
}

type OpenParams = Params<"session.open">;

/** Params of `session.open` with the practice token, changed by `change`. */
export async function practiceLogin(
  host: HostProcess,
  change: Partial<OpenParams> = {},
): Promise<OpenParams> {
  return loginWith(host, { token: "practice", ...change });
}

/** Params of `session.open` with the first certificate of a token. */
export async function loginWith(
  host: HostProcess,
  change: Partial<OpenParams> & Pick<OpenParams, "token">,
): Promise<OpenParams> {
  const { certificates } = await host.get("certificates.list", { token: change.token });
  return {
    certificate: certificates[0]?.id ?? "",
    source: SITE,
    pin: "",
    allowLastTry: false,
    idleSeconds: 300,
    items: [itemOf("a")],
    ...change,
  };
}

/** Id of a token by its label. */
export async function tokenNamed(host: HostProcess, label: string): Promise<string> {
  const { tokens } = await host.get("tokens.list", {});
  const token = tokens.find((each) => each.label === label);
  if (!token) throw new Error(`no token ${label} among ${tokens.map((each) => each.label).join(", ")}`);
  return token.id;
}
