import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Source } from "#shared/protocol/messages.ts";
import { findProgram } from "../../tools/programs.ts";
import { HostProcess, idOf, writePolicy } from "./host-process.ts";
import { CONTENT, itemOf, OTHER_SITE, practiceLogin, SITE, signing } from "./session-desk.ts";

const openssl = findProgram("openssl");

let folder: string;
let host: HostProcess;

async function start(env: Record<string, string> = {}, fromSource = false): Promise<HostProcess> {
  host = new HostProcess({ env, fromSource });
  await host.next();
  return host;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-session-"));
});

afterEach(async () => {
  await host.end();
  rmSync(folder, { recursive: true, force: true });
});

describe("a session", () => {
  test.skipIf(!openssl)(
    "signs a listed document, and OpenSSL finds the CMS right over its content",
    async () => {
      await start();
      const { certificates } = await host.get("certificates.list", { token: "practice" });
      const { session, idleSeconds } = await host.get("session.open", await practiceLogin(host));
      const { cms } = await host.get("session.sign", signing(session, "a"));
      expect(idleSeconds).toBe(300);
      expect(await host.ask("session.close", { session })).toEqual({});
      const [leaf, authority] = certificates[0]?.chain ?? [];
      expect(leaf).toBeDefined();
      writeFileSync(join(folder, "content"), CONTENT);
      writeFileSync(join(folder, "cms"), Buffer.from(cms, "base64"));
      writeFileSync(join(folder, "ca.der"), Buffer.from(authority ?? "", "base64"));
      execFileSync("openssl", ["x509", "-inform", "DER", "-in", "ca.der", "-out", "ca.pem"], { cwd: folder });
      const verify = (content: string) =>
        execFileSync(
          "openssl",
          [
            ...["cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", content],
            ...["-CAfile", "ca.pem", "-purpose", "any", "-out", "/dev/null"],
          ],
          { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
        );
      verify("content");
      writeFileSync(join(folder, "other"), `${CONTENT.toString()}.`);
      expect(() => verify("other")).toThrow();
    },
  );

  test("takes only listed documents, each as often as agreed", async () => {
    await start();
    const login = await practiceLogin(host, { items: [itemOf("once"), itemOf("twice", 2)] });
    const { session } = await host.get("session.open", login);
    const sign = (item: string) => host.ask("session.sign", signing(session, item));
    expect(await sign("once")).toHaveProperty("cms");
    expect(await sign("once")).toMatchObject({ error: { code: "BATCH_CONFLICT" } });
    expect(await sign("twice")).toHaveProperty("cms");
    expect(await sign("twice")).toHaveProperty("cms");
    expect(await sign("twice")).toMatchObject({ error: { code: "BATCH_CONFLICT" } });
    expect(await sign("never")).toMatchObject({ error: { code: "JOB_NOT_FOUND" } });
  });

  test("does not count a try that failed", async () => {
    await start();
    const { session } = await host.get("session.open", await practiceLogin(host));
    const wrong = { ...signing(session, "a"), digest: "AAAA" };
    expect(await host.ask("session.sign", wrong)).toMatchObject({ error: { code: "INVALID_ARGUMENT" } });
    expect(await host.ask("session.sign", signing(session, "a"))).toHaveProperty("cms");
  });

  test("lets two signatures over one document race for one place only", async () => {
    await start();
    const { session } = await host.get("session.open", await practiceLogin(host));
    const [first, second] = [
      host.send("session.sign", signing(session, "a")),
      host.send("session.sign", signing(session, "a")),
    ];
    const answers = [await host.next(), await host.next()];
    const of = (id: string) => answers.find((answer) => idOf(answer) === id);
    expect(of(first)).toMatchObject({ type: "reply" });
    expect(of(second)).toMatchObject({ type: "error", error: { code: "BATCH_CONFLICT" } });
  });

  test("takes further documents from its own source and none from another", async () => {
    await start();
    const { session } = await host.get("session.open", await practiceLogin(host));
    const add = (source: Source, item: string) =>
      host.ask("session.add", { session, source, items: [itemOf(item)] });
    expect(await add(OTHER_SITE, "b")).toEqual({ error: { code: "ORIGIN_NOT_ALLOWED" } });
    expect(await add({ kind: "local" }, "b")).toEqual({ error: { code: "ORIGIN_NOT_ALLOWED" } });
    const framed = { ...SITE, topOrigin: "https://evil.example" };
    expect(await add(framed, "b")).toEqual({ error: { code: "ORIGIN_NOT_ALLOWED" } });
    expect(await host.ask("session.sign", signing(session, "b"))).toMatchObject({
      error: { code: "JOB_NOT_FOUND" },
    });
    expect(await add(SITE, "b")).toEqual({});
    expect(await add(SITE, "a")).toMatchObject({ error: { code: "BATCH_CONFLICT" } });
    expect(await host.ask("session.sign", signing(session, "b"))).toHaveProperty("cms");
  });

  test("of one origin keeps a second one out until it is closed", async () => {
    await start();
    const login = await practiceLogin(host);
    const { session } = await host.get("session.open", login);
    expect(await host.ask("session.open", { ...login, source: OTHER_SITE })).toEqual({
      error: { code: "ORIGIN_NOT_ALLOWED" },
    });
    expect(await host.ask("session.open", login)).toEqual({ error: { code: "ACTION_PENDING" } });
    expect(await host.ask("session.sign", signing(session, "a"))).toHaveProperty("cms");
    await host.get("session.close", { session });
    const second = await host.get("session.open", { ...login, source: OTHER_SITE });
    expect(await host.ask("session.sign", signing(session, "a"))).toEqual({
      error: { code: "ORIGIN_NOT_ALLOWED" },
    });
    expect(await host.ask("session.sign", signing(second.session, "a"))).toHaveProperty("cms");
  });

  test("that was closed signs nothing more", async () => {
    await start();
    const { session } = await host.get("session.open", await practiceLogin(host));
    await host.get("session.close", { session });
    expect(await host.ask("session.sign", signing(session, "a"))).toEqual({
      error: { code: "BATCH_EXPIRED" },
    });
    expect(await host.ask("session.close", { session })).toEqual({ error: { code: "BATCH_EXPIRED" } });
  });

  test("without idle time ends with its last signature and says so", async () => {
    await start();
    const login = await practiceLogin(host, { idleSeconds: 0, items: [itemOf("a"), itemOf("b")] });
    const { session } = await host.get("session.open", login);
    await host.get("session.sign", signing(session, "a"));
    await host.get("session.sign", signing(session, "b"));
    expect(await host.next()).toEqual({ v: 1, type: "session.ended", id: null, session, error: null });
    expect(await host.ask("session.sign", signing(session, "b"))).toMatchObject({
      error: { code: "BATCH_EXPIRED" },
    });
  });

  test("of a certificate that is not on the token is not opened", async () => {
    await start();
    const login = await practiceLogin(host, { certificate: "0".repeat(64) });
    expect(await host.ask("session.open", login)).toMatchObject({ error: { code: "CERT_NOT_FOUND" } });
  });

  test.each([
    ["sha384", 48],
    ["sha512", 64],
  ] as const)("signs a %s digest, and refuses one of another length", async (digestAlgorithm, bytes) => {
    await start();
    const { session } = await host.get("session.open", await practiceLogin(host));
    const params = { ...signing(session, "a"), digestAlgorithm, padding: "pss" as const };
    expect(await host.ask("session.sign", params)).toMatchObject({ error: { code: "INVALID_ARGUMENT" } });
    const digest = Buffer.alloc(bytes, 7).toString("base64");
    expect(await host.ask("session.sign", { ...params, digest })).toHaveProperty("cms");
  });
});

describe("who may ask", () => {
  const site = (origin: string, topOrigin = origin): Source => ({ kind: "site", origin, topOrigin });

  test.each([
    ["https", site("https://a.gov.vn")],
    ["https with a port", site("https://a.gov.vn:8443")],
    ["this computer, in a development build", site("http://127.0.0.1:8080")],
    ["this computer by name", site("http://localhost")],
    ["the user's own file", { kind: "local" } as const],
    ["an http origin of the machine policy", site("http://eoffice.noibo")],
  ])("%s gets a session", async (_, source) => {
    await start({ ANTIN_POLICY: writePolicy(folder, { httpOrigins: ["http://eoffice.noibo"] }) });
    expect(await host.ask("session.open", await practiceLogin(host, { source }))).toHaveProperty("session");
  });

  test.each([
    ["an http origin that no policy names", site("http://other.noibo"), "CONTEXT_INSECURE"],
    ["the same host on another port", site("http://eoffice.noibo:81"), "CONTEXT_INSECURE"],
    ["an https frame in an http page", site("https://a.gov.vn", "http://other.noibo"), "CONTEXT_INSECURE"],
    ["a host that only looks like this computer", site("http://127.0.0.1.evil.vn"), "CONTEXT_INSECURE"],
    ["a host that ends in localhost", site("http://evil-localhost"), "CONTEXT_INSECURE"],
    ["capitals a browser would not write", site("https://A.gov.vn"), "INVALID_ARGUMENT"],
    ["a user name", site("https://a.gov.vn@evil.vn"), "INVALID_ARGUMENT"],
  ])("%s gets none", async (_, source, code) => {
    await start({ ANTIN_POLICY: writePolicy(folder, { httpOrigins: ["http://eoffice.noibo"] }) });
    expect(await host.ask("session.open", await practiceLogin(host, { source }))).toMatchObject({
      error: { code },
    });
    expect(await host.get("ping", { source })).toMatchObject({ refused: true });
    const honest = await practiceLogin(host, { source: site("https://a.gov.vn") });
    expect(await host.ask("session.open", honest)).toHaveProperty("session");
    expect(await host.get("ping", { source: site("https://a.gov.vn") })).not.toHaveProperty("refused");
  });

  test("the machine policy shortens the idle time that was asked for", async () => {
    await start({ ANTIN_POLICY: writePolicy(folder, { idleMinutes: 2 }) });
    expect(await host.get("session.open", await practiceLogin(host))).toMatchObject({ idleSeconds: 120 });
  });
});

test("ping says whom the machine policy names for help", async () => {
  const support = { name: "Trung tâm CNTT", phone: "0255 000 000" };
  await start({ ANTIN_POLICY: writePolicy(folder, { support }) });
  expect(await host.ask("ping", {})).toEqual({ host: "0.1.0", support });
});

test("ping says who stamps the time, and what the machine policy says of it, where it is asked", async () => {
  await start({ ANTIN_POLICY: writePolicy(folder, { tsa: "http://tsa.noibo:81/tsa", timeStamp: "always" }) });
  expect(await host.ask("ping", { timeStamp: true })).toMatchObject({
    timeStamp: { authority: "tsa.noibo:81", named: true, rule: "always" },
  });
  expect(await host.ask("ping", {})).not.toHaveProperty("timeStamp");
});

test("without a policy it is the Government's authority, and nothing is said of its use", async () => {
  await start({ ANTIN_POLICY: writePolicy(folder, {}) });
  expect(await host.ask("ping", { timeStamp: true })).toMatchObject({
    timeStamp: { authority: "tsa.ca.gov.vn", named: false, rule: null },
  });
});

describe("a release", () => {
  const loopback: Source = {
    kind: "site",
    origin: "http://localhost:8080",
    topOrigin: "http://localhost:8080",
  };
  const codeOf = async (source: Source) => {
    const answer = await host.ask("session.open", await practiceLogin(host, { source }));
    return "error" in answer ? answer.error.code : null;
  };

  test("serves no page of this computer and reads no policy but the machine's", async () => {
    const policy = writePolicy(folder, { httpOrigins: ["http://eoffice.noibo"], idleMinutes: 1 });
    await start({ ANTIN_BUILD: "release", ANTIN_POLICY: policy }, true);
    expect(await codeOf(loopback)).toBe("CONTEXT_INSECURE");
    expect(
      await codeOf({ kind: "site", origin: "http://eoffice.noibo", topOrigin: "http://eoffice.noibo" }),
    ).toBe("CONTEXT_INSECURE");
    expect(await codeOf(SITE)).toBeNull();
  });

  test("is not what the environment says of a built host", async () => {
    await start({ ANTIN_BUILD: "release" });
    expect(await codeOf(loopback)).toBeNull();
  });
});
