/** A host as one file, for a test of how that starts its token child: signs, says the length, ends. */

import { runTokenChild } from "../../../host/token/pkcs11/child.ts";
import { TOKEN_CHILD_FLAG } from "../../../host/token/pkcs11/child-command.ts";
import { pkcs11Driver } from "../../../host/token/pkcs11/driver.ts";
import { asSignError } from "../../../shared/errors.ts";

async function main(argument: string): Promise<void> {
  const { modules, folder, label, certificate, pin } = JSON.parse(argument);
  const driver = pkcs11Driver({ modules, folder });
  const token = (await driver.tokens()).find((candidate) => candidate.label === label);
  const session = await driver.open({ token: token?.id ?? "", certificate, pin, allowLastTry: false });
  const request = { scheme: "rsa-pkcs1", digestAlgorithm: "sha256", digest: new Uint8Array(32) } as const;
  process.stdout.write(`${(await session.sign(request)).length}`);
  await session.close();
  await driver.close();
}

function say(thrown: unknown): void {
  const { code, detail } = asSignError(thrown);
  process.stdout.write(`${code} ${detail?.["module"]}`);
}

const [, , argument = ""] = process.argv;
if (argument === TOKEN_CHILD_FLAG) void runTokenChild();
else main(argument).catch(say);
