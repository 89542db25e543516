/** `antin certificates`: what the tokens hold, readable without a PIN. */

import type { Certificate } from "#shared/protocol/messages.ts";
import { describeCertificates } from "../certificate-facts.ts";
import { loadDriver } from "../host.ts";
import type { TokenDriver } from "../token/driver.ts";
import { say, sayJson, words } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";
import { openDriver } from "./signing-token.ts";

export async function certificates(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--token": "value", "--token-label": "value", "--json": "flag" });
  const token = options.value("--token");
  const driver = await (token === undefined ? loadDriver() : openDriver(token));
  try {
    const found = await listAll(driver, options.value("--token-label"));
    if (options.has("--json")) for (const each of found) sayJson(certificateJson(each));
    else tell(found);
    return EXIT.good;
  } finally {
    await driver.close();
  }
}

async function listAll(driver: TokenDriver, label: string | undefined): Promise<Certificate[]> {
  const tokens = (await driver.tokens()).filter((token) => label === undefined || token.label === label);
  const now = new Date();
  const found: Certificate[] = [];
  for (const { id } of tokens) found.push(...describeCertificates(await driver.certificates(id), now));
  return found;
}

function certificateJson({ chain, ...facts }: Certificate): object {
  const [own = "", ...issuers] = chain.map(pem);
  return { ...facts, sha256: facts.id, pem: own, chain: issuers };
}

/** RFC 7468 section 2. */
function pem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function tell(found: readonly Certificate[]): void {
  if (found.length === 0) say(words.noCertificates);
  for (const { label, commonName, issuer, notAfter, unsuitable } of found) {
    const until = notAfter.slice(0, 10);
    say(words.certificate({ label, name: commonName, issuer, until, unsuitable: unsuitable ?? "" }));
  }
}
