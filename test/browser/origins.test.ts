/** Who may ask: plain http only by policy, and in a running session only the source that opened it. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { HOST_NAME } from "#shared/protocol/limits.ts";
import { OFFICE_HOST } from "../tools/eoffice/certificate.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import { PIN } from "../tools/plugged-token.ts";
import { deskMissing, OTHER_URL, openDesk, SIGN_PAGE, type SigningDesk } from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const texts = signTexts.vi;

describe.skipIf(deskMissing !== null)(
  `who asks, in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    test("a site on plain http is refused by the host, and signs where the machine policy names it", async () => {
      const url = `http://${OFFICE_HOST}/`;
      const page = await desk.openOffice(url);
      const window = await desk.clickSign(page, FILE);
      await window.says(texts.http);
      await window.tells("CONTEXT_INSECURE");
      expect(await window.pin.count()).toBe(0);
      expect(desk.token.faulty.calls("C_Login")).toEqual([]);
      desk.token.setPolicy({ httpOrigins: [`http://${OFFICE_HOST}`] });
      await window.button("retry").click();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a failure names whom the machine policy says to ask", async () => {
      desk.token.setPolicy({ support: { name: "Phòng CNTT", phone: "0255 000 111" } });
      desk.office.show([
        {
          ...{ number: "1", about: "Hỏng", path: "/tep/hong.pdf", fileName: "hong.pdf" },
          answer: letterPdf(),
        },
      ]);
      const window = await desk.clickSign(await desk.openOffice(), "hong.pdf");
      await window.pin.waitFor();
      desk.browser.host.use("/bin/false");
      for (const pid of desk.browser.host.running()) process.kill(pid);
      await window.page.getByText("Phòng CNTT, điện thoại 0255 000 111").first().waitFor();
    });

    test("a second origin in a running session is asked for the PIN anew", async () => {
      const first = await desk.clickSign(await desk.openOffice(), FILE);
      await first.signWith(PIN);
      await first.signed();
      const second = await desk.clickSign(await desk.openOffice(OTHER_URL), FILE);
      expect(second.page).toBe(first.page);
      await second.says(texts.otherSource);
      await second.pin.waitFor();
      expect(await second.signButton.isEnabled()).toBe(false);
    });

    test("a second origin in a running session is refused by the host itself", async () => {
      const page = await desk.browser.context.newPage();
      await page.goto(desk.browser.address(SIGN_PAGE));
      const answers = await page.evaluate(secondOrigin, { host: HOST_NAME, pin: PIN });
      expect(answers).toEqual(["ok", "ok", "ORIGIN_NOT_ALLOWED", "ok"]);
    });
  },
);

/** Speaks with the host from a page of the extension: opens a session, then adds items from its own and from another origin. */
async function secondOrigin({ host, pin }: { host: string; pin: string }): Promise<string[]> {
  interface Port {
    postMessage(message: unknown): void;
    readonly onMessage: { addListener(listener: (message: Answer) => void): void };
  }
  interface Answer {
    readonly type: string;
    readonly id: string | null;
    readonly result?: Record<string, never>;
    readonly error?: { readonly code: string };
  }
  const { chrome } = globalThis as unknown as { chrome: { runtime: { connectNative(name: string): Port } } };
  const port = chrome.runtime.connectNative(host);
  const waiting = new Map<string, (answer: Answer) => void>();
  port.onMessage.addListener((answer) => waiting.get(answer.id ?? "")?.(answer));
  let count = 0;
  const ask = (type: string, params: unknown) => {
    const id = `r${++count}`;
    return new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      port.postMessage({ v: 1, id, type, params });
    });
  };
  const source = (origin: string) => ({ kind: "site", origin, topOrigin: origin });
  const item = (name: string) => ({
    ...{ item: name, name: `${name}.pdf`, size: 1, pages: 1, signatures: 1, sha256: "0".repeat(64) },
  });
  const tokens = (await ask("tokens.list", {})).result as unknown as {
    tokens: { id: string; kind: string }[];
  };
  const token = tokens.tokens.find((one) => one.kind === "pkcs11")?.id;
  const listed = (await ask("certificates.list", { token })).result as unknown as {
    certificates: { id: string }[];
  };
  const mine = source("https://eoffice.anbinh.gov.vn");
  const opened = await ask("session.open", {
    ...{ token, certificate: listed.certificates[0]?.id, pin, allowLastTry: false, idleSeconds: 60 },
    ...{ source: mine, items: [item("a")] },
  });
  const session = (opened.result as unknown as { session: string } | undefined)?.session;
  const add = (from: unknown, name: string) =>
    ask("session.add", { session, source: from, items: [item(name)] });
  const answers = [
    opened,
    await add(mine, "b"),
    await add(source("https://motcua.anbinh.gov.vn"), "c"),
    await add(mine, "d"),
  ];
  return answers.map((answer) => answer.error?.code ?? "ok");
}
