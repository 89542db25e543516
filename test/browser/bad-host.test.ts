/** A host that is missing, strange or dies: the window says which, the document stays, and a mended host goes on. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ErrorCode } from "#shared/errors.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { type Oddity, oddHost } from "../tools/odd-host.ts";
import { PIN } from "../tools/plugged-token.ts";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const texts = signTexts.vi;

const ODDITIES: readonly { oddity: Oddity; name: string; code: ErrorCode }[] = [
  { oddity: "junk", name: "prints text where frames belong", code: "HOST_JUNK" },
  { oddity: "nonsense", name: "says something that is no message", code: "HOST_JUNK" },
  { oddity: "newer", name: "speaks another version", code: "VERSION_MISMATCH" },
  { oddity: "ends", name: "ends at once", code: "HOST_EXITED" },
  { oddity: "silent", name: "never says hello", code: "ACTION_TIMEOUT" },
];

describe.skipIf(deskMissing !== null)(
  `a bad host in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    test("no host on this computer: said so, and after it was installed the same window signs", async () => {
      desk.browser.host.unregister();
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.tells("HOST_NOT_FOUND");
      desk.browser.host.register();
      await window.button("retry").click();
      await window.signWith(PIN);
      await window.signed();
    });

    test.each(ODDITIES)("a host that $name: $code", async ({ oddity, code }) => {
      desk.browser.host.use(oddHost(desk.browser.folder, oddity));
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.tells(code);
      await window.says(texts.hostKept);
      desk.browser.host.use();
      await window.button("retry").click();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a host killed before the PIN: said so, and a new one signs", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      const [pid] = desk.browser.host.running();
      expect(pid).toBeDefined();
      if (pid !== undefined) process.kill(pid, "SIGKILL");
      await window.tells("HOST_EXITED");
      await window.button("retry").click();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a host killed while the token signs: nothing is signed, the token's child ends, and a new host signs", async () => {
      desk.token.faulty.control("C_Sign hang=1");
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.signWith(PIN);
      await expect.poll(() => desk.token.faulty.calls("C_Sign").length, { timeout: 60_000 }).toBe(1);
      const child = desk.token.faulty.calls("C_Sign")[0]?.pid ?? 0;
      const [pid] = desk.browser.host.running();
      if (pid !== undefined) process.kill(pid, "SIGKILL");
      await window.tells("HOST_EXITED");
      await expect.poll(() => isAlive(child), { timeout: 60_000 }).toBe(false);
      desk.token.faulty.control();
      await window.button("retry").click();
      await window.signWith(PIN);
      await window.signed();
    });
  },
);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
