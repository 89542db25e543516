/** Many small searches must not add up to a hang: a message made of signers and issuers of one name. */

import { expect, test } from "vitest";
import { signedMessage } from "../../tools/signed/message.ts";
import { judgeMessage } from "../../tools/signed/world.ts";
import { NOW, newRoot } from "../trust/pki.ts";

const content = new TextEncoder().encode("Nội dung");
const root = newRoot({ name: "CA" });

function message(signers: number, issuers: number): Uint8Array {
  const certificates = Array.from({ length: issuers }, () => newRoot({ name: "CA" }));
  const strangers = Array.from({ length: signers - 1 }, () => newRoot({ name: "CA" }).issue({ name: "Lạ" }));
  const orders = [...strangers, root.issue({ name: "Người ký" })].map((by) => ({ by }));
  return signedMessage({ content, certificates, signers: orders });
}

async function judged(signers: number, issuers: number) {
  const question = { anchors: [root], at: NOW, content, revocation: "soft" } as const;
  const { signatures } = await judgeMessage(message(signers, issuers), question);
  return signatures.map(({ subIndication, reasons }) => subIndication && reasons.map(({ code }) => code)[0]);
}

test("forty signers among a hundred issuers of one name: a limit is said, and nobody passes by it", async () => {
  const found = await judged(40, 100);
  expect(found).toHaveLength(40);
  expect(found).toContain("chain-limit");
  expect(found.filter((reason) => reason === null).length).toBeLessThanOrEqual(1);
});

test("the control: three signers among three issuers are all told apart", async () => {
  const found = await judged(3, 3);
  expect(found.toSorted()).toEqual(["issuer-key-unknown", "issuer-key-unknown", null]);
});
