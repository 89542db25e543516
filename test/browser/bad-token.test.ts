/** Tokens and PINs that are not as they should be: the window says so, sends no PIN twice, and signs once it is mended. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { openHostPort } from "../../scripts/start/host-port.ts";
import { builtHost } from "../tools/installed-host.ts";
import { PIN, plugToken } from "../tools/plugged-token.ts";
import type { SignWindow } from "../tools/sign-window.ts";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";
import { softToken } from "../tools/softhsm.ts";

const FILE = "125_UBND-VX.pdf";
const WRONG = "11112222";
const texts = signTexts.vi;

describe.skipIf(deskMissing !== null)(
  `tokens and PINs in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const open = async (): Promise<SignWindow> => desk.clickSign(await desk.openOffice(), FILE);
    const logins = () => desk.token.faulty.calls("C_Login").length;

    test("no token: the window waits for one, and asks for the PIN when it is plugged in", async () => {
      desk.token.faulty.unplug();
      const window = await open();
      await window.says(texts.noToken);
      await window.says(texts.noTokenNext);
      desk.token.faulty.plug();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a token pulled before the PIN: the field goes, the document stays, and comes back with the token", async () => {
      const window = await open();
      await window.pin.waitFor();
      desk.token.faulty.unplug();
      await window.says(texts.noToken);
      expect(await window.pin.count()).toBe(0);
      desk.token.faulty.plug();
      await window.signWith(PIN);
      await window.signed();
    });

    test.each(["C_Login", "C_SignInit", "C_Sign"])(
      "a token pulled at %s: not signed, said so, and signed after",
      async (step) => {
        desk.token.faulty.control(`${step} unplug=*`);
        const window = await open();
        await window.signWith(PIN);
        await window.says(texts.noToken);
        expect(await window.text()).not.toContain(texts.done);
        desk.token.faulty.control();
        desk.token.faulty.plug();
        await window.signWith(PIN);
        await window.signed();
      },
    );

    test("a module that crashes while signing: said so, and the next try signs", async () => {
      desk.token.faulty.control("C_Sign die=segv times=1");
      const window = await open();
      await window.signWith(PIN);
      await window.tells("MODULE_CRASHED");
      desk.token.faulty.control();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a token that hangs can be stopped; nothing is signed, and the next try signs", async () => {
      desk.token.faulty.control("C_Sign hang=1");
      const window = await open();
      await window.signWith(PIN);
      await window.page.getByRole("button", { name: texts.stop, exact: true }).click();
      await window.pin.waitFor();
      expect(await window.text()).not.toContain(texts.done);
      desk.token.faulty.control();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a wrong PIN costs one try, the same one again none, the right one signs", async () => {
      const window = await open();
      await window.signWith(WRONG);
      await window.says(texts.pinWrong);
      await window.says(texts.pinWrongNext);
      await window.signWith(WRONG);
      await window.says(texts.pinRepeated);
      expect(desk.token.faulty.wrongPins("lanh dao")).toBe(1);
      await window.signWith(PIN);
      await window.signed();
    });

    test("a PIN with a Vietnamese letter is never sent", async () => {
      const window = await open();
      await window.signWith("âm12345");
      await window.says(texts.pinNotAscii);
      await window.says(texts.pinNotAsciiNext);
      expect(logins()).toBe(0);
      await window.signWith(PIN);
      await window.signed();
    });

    test("the last try opens only by typed words, and the right PIN signs", async () => {
      desk.token.faulty.control("pinlimit=3");
      const window = await open();
      await window.signWith(WRONG);
      await window.says(texts.pinWrong);
      await window.signWith("33334444");
      await window.says(texts.lastTry);
      expect(await window.pin.count()).toBe(0);
      const tries = logins();
      await window.page.getByRole("textbox").fill("lan cuoi");
      await window.signWith(PIN);
      await window.signed();
      expect(logins()).toBe(tries + 1);
    });

    test("a locked token is said with what to do; another token signs", async () => {
      const folder = join(desk.browser.folder, "locked");
      const token = await plugToken({ folder, label: "khoa" });
      await softToken({ folder, label: "du phong", pin: PIN, keys: ["rsa2048"] });
      desk.browser.host.setEnvironment(token.env);
      token.faulty.control("pinlimit=2");
      token.faulty.unplug("du phong");
      const window = await open();
      await window.signWith(WRONG);
      await window.says(texts.lastTry);
      await window.page.getByRole("textbox").fill(texts.lastTryPhrase);
      await window.signWith("33334444");
      await window.says(texts.tokenLocked);
      for (const step of texts.unlockSteps) await window.says(step);
      expect(await window.pin.count()).toBe(0);
      token.faulty.plug();
      await window.signWith(PIN);
      await window.signed();
    });

    test("an expired certificate is shown with its date and cannot sign", async () => {
      const token = await plugToken({
        folder: join(desk.browser.folder, "expired"),
        label: "het han",
        days: -2,
      });
      desk.browser.host.setEnvironment(token.env);
      const window = await open();
      await window.says(texts.noCertificate);
      await window.says(texts.expired);
      expect(await window.pin.count()).toBe(0);
      expect(token.faulty.calls("C_Login")).toEqual([]);
    });

    test("of two tokens the user chooses one, and that one signs", async () => {
      const folder = join(desk.browser.folder, "two");
      const token = await plugToken({
        folder,
        label: "ca nhan",
        subject: "/C=VN/O=UBND tỉnh An Bình/CN=Lại Xuân Lâm",
      });
      await softToken({
        folder,
        label: "co quan",
        pin: "99887766",
        keys: ["rsa2048"],
        subject: "/C=VN/O=UBND tỉnh An Bình/CN=UBND tỉnh An Bình",
      });
      desk.browser.host.setEnvironment(token.env);
      const window = await open();
      await window.says(texts.chooseCertificate);
      expect(await window.pin.count()).toBe(0);
      await window.page.locator("label.cert", { hasText: "co quan" }).click();
      await window.signWith("99887766");
      await window.signed();
    });

    test("a token that another browser holds: said so, and signed once it is free", async () => {
      const env = { ...process.env, ...desk.token.env, ANTIN_HOME: desk.browser.host.home };
      const other = await openHostPort([builtHost], env);
      const { tokens } = await other.request("tokens.list", {});
      const token = tokens.find((one) => one.kind === "pkcs11")?.id ?? "";
      const { certificates } = await other.request("certificates.list", { token });
      const { session } = await other.request("session.open", {
        ...{ token, certificate: certificates[0]?.id ?? "", pin: PIN, allowLastTry: false, idleSeconds: 300 },
        source: { kind: "local" },
        items: [
          {
            ...{ item: "a", name: "a.pdf", size: 1, pages: 1, signatures: 1 },
            sha256: createHash("sha256")
              .update(readFileSync(import.meta.filename))
              .digest("hex"),
          },
        ],
      });
      const window = await open();
      await window.signWith(PIN);
      await window.tells("TOKEN_BUSY");
      await other.request("session.close", { session });
      await other.close();
      await window.signWith(PIN);
      await window.signed();
    });
  },
);
