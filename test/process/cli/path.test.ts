/** `antin path` and `antin signature` as a person and as a script run them. */

import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Holder, NOW, newCrl, newOcsp, newRoot } from "../../shared/trust/pki.ts";
import { projectRoot, run } from "../../tools/programs.ts";

const folder = mkdtempSync(join(tmpdir(), "antin-path-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

function pem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64")}\n-----END ${label}-----\n`;
}

const certificate = ({ facts }: Holder) => pem("CERTIFICATE", facts.der);

const root = newRoot();
const authority = root.issue({ name: "Authority", ca: true });
const leaf = authority.issue({});
const lists = [newCrl(root), newCrl(authority)];
write("root.crt", root.facts.der);
write("bundle.pem", `Two of them\n${certificate(newRoot({ name: "Other" }))}${certificate(root)}`);
write("authority.pem", certificate(authority));
write("leaf.pem", certificate(leaf));
write("root.crl", lists[0] ?? "");
write("authority.crl", pem("X509 CRL", lists[1] ?? new Uint8Array()));
write("junk", "no certificate");

function antin(...args: string[]) {
  return run(process.execPath, [join(projectRoot, "host", "main.ts"), ...args], { cwd: folder });
}

async function cases(command: string, questions: readonly (object | string)[]) {
  const lines = questions.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  const { code, stdout } = await antin(command, "--cases", write("cases.jsonl", `${lines.join("\n")}\n`));
  return {
    code,
    answers: stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
  };
}

const at = NOW.toISOString();
const asked = ["path", "--leaf", "leaf.pem", "--intermediate", "authority.pem", "--at", at];
const evidence = ["--crl", "root.crl", "--crl", "authority.crl"];

describe("one question", () => {
  test("a path that holds ends with 0 and tells its certificates", async () => {
    const { code, stdout } = await antin(...asked, "--anchor", "bundle.pem", ...evidence, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      reason: null,
      path: [
        { subject: "CN=Leaf", anchor: false },
        { subject: "CN=Authority", anchor: false },
        { subject: "CN=Root", sha256: root.facts.sha256, anchor: true },
      ],
      revocation: [
        { status: "good", source: "crl" },
        { status: "good", source: "crl" },
      ],
    });
  });

  test("what is missing only in evidence ends with 2, unless it is not asked for", async () => {
    expect((await antin(...asked, "--anchor", "root.crt")).code).toBe(2);
    expect((await antin(...asked, "--anchor", "root.crt", "--revocation", "soft")).code).toBe(0);
  });

  test("a path that breaks ends with 1 and says why in words", async () => {
    const { code, stdout } = await antin("path", "--anchor", "root.crt", "--leaf", "leaf.pem", "--at", at);
    expect(code).toBe(1);
    expect(stdout).toBe("Chưa tìm thấy chứng thư của tổ chức cấp.\n");
  });

  test("a file that is no certificate is an answer, one that is not there an error", async () => {
    const { code, stdout } = await antin(...asked, "--anchor", "junk", "--json");
    expect([code, JSON.parse(stdout).reason]).toEqual([1, "input-unreadable"]);
    expect((await antin(...asked, "--anchor", "nowhere")).code).toBe(66);
  });

  test.each([
    ["no anchor", ["path", "--leaf", "leaf.pem"]],
    ["no leaf", ["path", "--anchor", "root.crt"]],
    ["a policy that is no identifier", [...asked, "--anchor", "root.crt", "--policy", "any"]],
    [
      "a time without its zone",
      ["path", "--anchor", "root.crt", "--leaf", "leaf.pem", "--at", "2026-06-01T12:00:00"],
    ],
    ["a depth that is no number", [...asked, "--anchor", "root.crt", "--max-depth", "-1"]],
  ])("%s ends with 64", async (_, args) => {
    const { code, stdout } = await antin(...args);
    expect([code, stdout]).toEqual([64, ""]);
  });
});

describe("a file of questions", () => {
  test("each line is answered in order, also what is no question", async () => {
    const question = { anchors: [certificate(root)], intermediates: ["authority.pem"], leaf: "leaf.pem", at };
    const { code, answers } = await cases("path", [
      { id: "crl", ...question, crls: ["root.crl", "authority.crl"] },
      { id: "hard", ...question },
      { id: "soft", ...question, revocation: "soft" },
      "{",
      { id: 5, leaf: "nowhere", anchors: [] },
      { id: "junk", ...question, intermediates: ["junk"] },
      { id: "key", ...question, revocation: "none", anchors: [certificate(newRoot())] },
    ]);
    expect(code).toBe(0);
    expect(answers).toEqual([
      { id: "crl", valid: true, reason: null },
      { id: "hard", valid: false, reason: "revocation-unknown" },
      { id: "soft", valid: true, reason: null },
      { id: null, valid: false, reason: "input-unreadable" },
      { id: 5, valid: false, reason: "input-unreadable" },
      { id: "junk", valid: false, reason: "input-unreadable" },
      { id: "key", valid: false, reason: "signature" },
    ]);
  });

  test("OCSP responses are read as files and as PEM", async () => {
    const answer = newOcsp(root, { subject: authority, issuer: root });
    write("answer.ocsp", newOcsp(authority, { subject: leaf, issuer: authority }));
    const ocsps = [pem("OCSP RESPONSE", answer), "answer.ocsp"];
    const question = { id: 1, anchors: ["root.crt"], intermediates: ["authority.pem"], leaf: "leaf.pem", at };
    expect((await cases("path", [{ ...question, ocsps }])).answers).toEqual([
      { id: 1, valid: true, reason: null },
    ]);
  });

  test("a file of questions that is not there", async () => {
    expect((await antin("path", "--cases", "nowhere")).code).toBe(66);
    expect((await antin("signature", "--cases", "nowhere")).code).toBe(66);
    expect((await antin("signature")).code).toBe(64);
  });

  test("signatures: right, wrong, and refused by a policy that has a name", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    const message = new TextEncoder().encode("công văn");
    const value = sign("sha256", message, privateKey);
    const key = hex(publicKey.export({ type: "spki", format: "der" }));
    const question = { key, algorithm: "RSA-PKCS1", hash: "SHA-256", mgfHash: null, saltLength: null };
    const signed = { ...question, message: hex(message), signature: hex(value) };
    const { answers } = await cases("signature", [
      { id: "right", ...signed },
      { id: "wrong", ...signed, message: "00" },
      { id: "hash", ...signed, hash: "MD2" },
      { id: "name", ...signed, algorithm: "Ed448" },
      { id: "kind", ...signed, algorithm: "ECDSA" },
      { id: "key", ...signed, key: "3000" },
      { id: "hex", ...signed, message: "0" },
    ]);
    expect(answers).toEqual([
      { id: "right", valid: true, reason: null },
      { id: "wrong", valid: false, reason: "wrong" },
      { id: "hash", valid: false, reason: "policy:hash" },
      { id: "name", valid: false, reason: "policy:algorithm" },
      { id: "kind", valid: false, reason: "policy:key-algorithm" },
      { id: "key", valid: false, reason: "key-unreadable" },
      { id: "hex", valid: false, reason: "input-unreadable" },
    ]);
  });
});
