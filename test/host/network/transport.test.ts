import { afterAll, describe, expect, test } from "vitest";
import { nodeTransport, type TransportSettings } from "../../../host/network/transport.ts";
import { openService } from "../../tools/test-pki/service.ts";

const service = await openService();
const proxy = await openService();
afterAll(async () => {
  await service.close();
  await proxy.close();
});

const [, port = ""] = service.place.split(":");
const GOOD = new TextEncoder().encode("good");
service.serve("/good", () => ({ bytes: GOOD }));
service.serve("/echo", ({ body }) => ({ bytes: body }));
service.serve("/large", () => ({ bytes: new Uint8Array(5000) }));
service.serve("/private", () => ({ redirect: "http://10.0.0.1/", status: 302 }));
service.serve("/metadata", () => ({ redirect: "http://169.254.169.254/", status: 302 }));
service.serve("/file", () => ({ redirect: "file:///etc/passwd", status: 302 }));
service.serve("/on", () => ({ redirect: "/good", status: 302 }));
service.serve("/on-307", () => ({ redirect: "/echo", status: 307 }));
service.serve("/round", () => ({ redirect: "/round", status: 302 }));

/** Every name leads to the service; only the settings say whether it may. */
function asking(change: Partial<TransportSettings> = {}) {
  const transport = nodeTransport({
    allowed: [service.place],
    replacements: [],
    proxy: null,
    patience: 20_000,
    ...change,
  });
  return (url: string, body?: Uint8Array) =>
    transport({ url, post: body ? { type: "application/ocsp-request", body } : null, maxBytes: 1000 });
}

const good = { ok: true, bytes: GOOD };

function resolvingTo(...addresses: readonly string[]) {
  return {
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  };
}

describe("private addresses", () => {
  test("an address of this computer is not asked unless it was named", async () => {
    const before = service.asked.length;
    expect(await asking({ allowed: [] })(service.url("/good"))).toEqual({ ok: false, fault: "address" });
    expect(service.asked).toHaveLength(before);
    expect(await asking()(service.url("/good"))).toEqual(good);
  });

  test("a public name that leads to a private address is not asked, with its neighbour address or without", async () => {
    const url = `http://ocsp.example.vn:${port}/good`;
    const before = service.asked.length;
    for (const found of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"]]) {
      expect(await asking({ ...resolvingTo(...found) })(url)).toEqual({ ok: false, fault: "address" });
    }
    expect(service.asked).toHaveLength(before);
    const named = { allowed: [`ocsp.example.vn:${port}`], ...resolvingTo("127.0.0.1") };
    expect(await asking(named)(url)).toEqual(good);
  });

  test("a name is resolved once: a second answer of its name server changes nothing", async () => {
    let questions = 0;
    const resolve = async () => {
      questions++;
      return [{ address: questions === 1 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    };
    const url = `http://ocsp.example.vn:${port}/good`;
    expect(await asking({ allowed: [`ocsp.example.vn:${port}`], resolve })(url)).toEqual(good);
    expect(questions).toBe(1);
  });

  test.each(["/private", "/metadata", "/file"])("a redirect to %s is not followed", async (path) => {
    expect(await asking()(service.url(path))).toEqual({ ok: false, fault: "address" });
  });
});

describe("redirects", () => {
  test("one to a place that may be asked is followed", async () => {
    expect(await asking()(service.url("/on"))).toEqual(good);
  });

  test("without end they are given up", async () => {
    expect(await asking()(service.url("/round"))).toEqual({ ok: false, fault: "redirect" });
  });

  test("a posted question goes on only where it stays the same question", async () => {
    expect(await asking()(service.url("/on"), GOOD)).toEqual({ ok: false, fault: "redirect" });
    expect(await asking()(service.url("/on-307"), GOOD)).toEqual(good);
  });
});

describe("bounds", () => {
  test("an answer larger than asked for is not read to its end", async () => {
    expect(await asking()(service.url("/large"))).toEqual({ ok: false, fault: "too-large" });
  });

  test("silence ends by the wait that was set", async () => {
    service.serve("/silent", () => "silence");
    expect(await asking({ patience: 50 })(service.url("/silent"))).toEqual({ ok: false, fault: "timeout" });
  });

  test("an answer that has begun may take longer, but not for ever", async () => {
    service.serve("/slow", () => ({ halves: GOOD, pause: 1500 }));
    expect(await asking({ patience: 1000 })(service.url("/slow"))).toEqual(good);
    service.serve("/stuck", () => ({ halves: GOOD, pause: null }));
    expect(await asking({ patience: 50 })(service.url("/stuck"))).toEqual({ ok: false, fault: "timeout" });
  });

  test("so does a name server that never answers", async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const url = "http://ocsp.example.vn/";
    expect(await asking({ patience: 50, resolve })(url)).toEqual({ ok: false, fault: "timeout" });
  });

  test("a name that nobody knows is unreachable", async () => {
    const resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await asking({ resolve })("http://ocsp.example.vn/")).toEqual({ ok: false, fault: "unreachable" });
  });
});

describe("the administrator's", () => {
  test("replacement is asked instead, also where it is private", async () => {
    const settings = {
      allowed: [],
      replacements: [
        `http://ocsp.ca.gov.vn ${service.url("/good")}`,
        `http://ca.gov.vn/pki/ ${service.url("/")}`,
      ],
    };
    expect(await asking(settings)("http://ocsp.ca.gov.vn/")).toEqual(good);
    expect(await asking(settings)("http://ca.gov.vn/pki/good")).toEqual(good);
  });

  test("replacement may not send on to a private place", async () => {
    const settings = { allowed: [], replacements: [`http://ocsp.ca.gov.vn ${service.url("/private")}`] };
    expect(await asking(settings)("http://ocsp.ca.gov.vn")).toEqual({ ok: false, fault: "address" });
  });

  test("proxy gets what goes to the internet, names it alone knows included", async () => {
    proxy.serve("/by-proxy", () => ({ bytes: GOOD }));
    const settings = {
      proxy: `http://ten:mat-khau@${proxy.place}`,
      resolve: () => Promise.reject(new Error("ENOTFOUND")),
    };
    expect(await asking(settings)("http://ocsp.example.vn/by-proxy")).toEqual(good);
    expect(proxy.asked.map(({ path }) => path)).toEqual(["http://ocsp.example.vn/by-proxy"]);
    expect(proxy.asked[0]?.headers).toMatchObject({
      host: "ocsp.example.vn",
      "proxy-authorization": `Basic ${Buffer.from("ten:mat-khau").toString("base64")}`,
    });
    expect(
      await asking({ ...settings, ...resolvingTo("10.0.0.1") })("http://ocsp.example.vn/by-proxy"),
    ).toEqual({
      ok: false,
      fault: "address",
    });
  });

  test("proxy is not asked for a place inside that was named", async () => {
    const before = proxy.asked.length;
    expect(await asking({ proxy: `http://${proxy.place}` })(service.url("/good"))).toEqual(good);
    expect(proxy.asked).toHaveLength(before);
  });
});
