/**
 * A host process of its own for tests: logs in, says "open" on stdout, signs, says "signed", and keeps the session until it is
 * killed. Its one argument is JSON {modules, folder, label, certificate, pin, env}.
 */

import { pkcs11Driver } from "../../../host/token/pkcs11/driver.ts";
import { requestOf } from "./token-bench.ts";

const { modules, folder, label, certificate, pin, env } = JSON.parse(process.argv[2] ?? "{}");
const driver = pkcs11Driver({ modules, folder, env: { ...process.env, ...env }, pause: 3_600_000 });
const token = (await driver.tokens()).find((candidate) => candidate.label === label);
const session = await driver.open({ token: token?.id ?? "", certificate, pin, allowLastTry: false });
process.stdout.write("open\n");
await session.sign(requestOf("rsa-pkcs1"));
process.stdout.write("signed\n");
