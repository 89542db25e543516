/** Signing with a time-stamp in Chromium: an authority that answers, one that does not, and what the user then chooses. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { optionsTexts } from "#shared/messages/options.ts";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { antinJson } from "../tools/antin.ts";
import { openBatch } from "../tools/batch-window.ts";
import { manyLetters } from "../tools/many-letters.ts";
import { PIN } from "../tools/plugged-token.ts";
import { findProgram } from "../tools/programs.ts";
import type { SignWindow } from "../tools/sign-window.ts";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";
import { openService, type TestService } from "../tools/test-pki/service.ts";
import { STAMP_FAULTS, type StampAuthority, stampAuthority, TSA_PATH } from "../tools/test-pki/stamps.ts";

const FILE = "125_UBND-VX.pdf";
const texts = timeStampTexts.vi;
const missing = deskMissing ?? (findProgram("openssl") ? null : "openssl");

describe.skipIf(missing !== null)(`time-stamps in Chromium${missing ? ` (needs ${missing})` : ""}`, () => {
  let desk: SigningDesk;
  let service: TestService;
  let authority: StampAuthority;
  beforeAll(async () => {
    desk = await openDesk();
    service = await openService();
    authority = stampAuthority();
  });
  beforeEach(async (context) => {
    await desk.reset(context);
    service.forget();
    answers();
    desk.token.setPolicy({ tsa: service.url(TSA_PATH), networkSeconds: 1 });
  });
  afterAll(async () => {
    await desk?.close();
    await service?.close();
    authority?.remove();
  });

  const answers = () => service.serve(TSA_PATH, ({ body }) => ({ bytes: authority.reply(body) }));
  const fails = () => service.serve(TSA_PATH, () => ({ bytes: new Uint8Array(), status: 503 }));
  const signatures = () => desk.token.faulty.calls("C_Sign").length;

  async function opened(): Promise<SignWindow> {
    return desk.clickSign(await desk.openOffice(), FILE);
  }

  /** The level of each signature in the file the page got, and whether its time-stamp is right. */
  async function judged(bytes: Uint8Array) {
    const file = join(desk.browser.folder, "judged.pdf");
    await writeFile(file, bytes);
    const trust = [desk.token.soft.authority.file, authority.certificate].flatMap((pem) => ["--trust", pem]);
    const { objects } = await antinJson(["verify", file, "--offline", "--revocation", "soft", ...trust]);
    const signatures = objects[0]?.["signatures"] as Record<
      string,
      Record<string, unknown> | string | null
    >[];
    return signatures.map(({ indication, level, timestamp }) => ({
      ...{ indication, level },
      stamp: timestamp !== null && typeof timestamp === "object" ? timestamp["indication"] : null,
    }));
  }

  async function received(window: SignWindow) {
    const download = await window.save();
    return judged(await readFile(await download.path()));
  }

  test("the administrator's authority is asked, said before the PIN, and its stamp is in the file", async () => {
    const window = await opened();
    await expect
      .poll(() => window.text(), { timeout: 30_000 })
      .toContain(texts.next(service.place).replaceAll("*", ""));
    await window.signWith(PIN);
    await window.says(texts.done);
    await window.says(texts.selfStamp);
    expect(await received(window)).toEqual([
      { indication: "TOTAL-PASSED", level: "B-T", stamp: "TOTAL-PASSED" },
    ]);
    expect(service.asked).toHaveLength(1);
  });

  test("where it does not answer the signature is kept; asked again, it is stamped without another PIN or signature", async () => {
    fails();
    const window = await opened();
    await window.signWith(PIN);
    await window.says(texts.unreachable(service.place));
    expect(await window.text()).not.toContain(texts.done);
    answers();
    await window.page.getByRole("button", { name: texts.again }).click();
    await window.says(texts.done);
    expect(signatures()).toBe(1);
    expect(await received(window)).toEqual([
      { indication: "TOTAL-PASSED", level: "B-T", stamp: "TOTAL-PASSED" },
    ]);
  });

  test("or goes without by the user's own word, and is not called stamped", async () => {
    fails();
    const window = await opened();
    await window.signWith(PIN);
    await window.says(texts.unreachable(service.place));
    await window.page.getByRole("button", { name: texts.without }).click();
    await window.signed();
    expect(await window.text()).not.toContain("có dấu thời gian");
    expect(signatures()).toBe(1);
    expect(await received(window)).toEqual([{ indication: "TOTAL-PASSED", level: "B-B", stamp: null }]);
  });

  test.each(STAMP_FAULTS.filter(({ code }) => code === "TSA_REFUSED"))(
    "a stamp of an authority that $name is not taken",
    async ({ manner }) => {
      service.serve(TSA_PATH, manner(authority));
      const window = await opened();
      await window.signWith(PIN);
      await window.says(texts.refused(service.place));
      answers();
      await window.page.getByRole("button", { name: texts.again }).click();
      await window.says(texts.done);
    },
  );

  test("waiting can be stopped; the signature is kept", async () => {
    service.serve(TSA_PATH, () => "silence");
    desk.token.setPolicy({ tsa: service.url(TSA_PATH), networkSeconds: 180 });
    const window = await opened();
    await window.signWith(PIN);
    await window.page.getByRole("button", { name: texts.stopWaiting }).click();
    await window.says(texts.stopped);
    answers();
    await window.page.getByRole("button", { name: texts.again }).click();
    await window.says(texts.done);
    expect(signatures()).toBe(1);
  });

  test("a document that is then not signed leaves nothing behind", async () => {
    fails();
    const window = await opened();
    await window.signWith(PIN);
    await window.says(texts.unreachable(service.place));
    await window.page.getByRole("button", { name: texts.drop, exact: true }).click();
    await window.signButton.waitFor();
    expect(desk.office.received).toEqual([]);
  });

  test("where the policy wants one, nothing goes out without", async () => {
    fails();
    desk.token.setPolicy({ tsa: service.url(TSA_PATH), networkSeconds: 1, timeStamp: "always" });
    const window = await opened();
    await window.signWith(PIN);
    await window.says(texts.wanted);
    expect(await window.page.getByRole("button", { name: texts.without }).count()).toBe(0);
  });

  test("number, date and seal or not: without a named authority nobody is asked", async () => {
    desk.token.setPolicy({});
    const window = await opened();
    await window.signWith(PIN);
    await window.signed();
    expect(await window.text()).not.toContain("có dấu thời gian");
    expect(await received(window)).toEqual([{ indication: "TOTAL-PASSED", level: "B-B", stamp: null }]);
  });

  test("the user's choice on the options page is obeyed", async () => {
    const options = await desk.browser.context.newPage();
    await options.goto(desk.browser.address("windows/options/options.html"));
    await options.getByText(optionsTexts.vi.lead).waitFor();
    await options.getByRole("button", { name: texts.choices.never }).click();
    await options.getByText(texts.meanings.never).waitFor();
    const window = await opened();
    await window.signWith(PIN);
    await window.signed();
    expect(service.asked).toEqual([]);
    await options.getByRole("button", { name: texts.choices.usual }).click();
    await options.getByText(texts.meanings.usual).waitFor();
  });

  test("a batch: the token goes on while stamps are awaited; one word for all that have none", async () => {
    fails();
    desk.office.show(manyLetters(3));
    const { page, window } = await openBatch(desk, 3);
    await window.signWith(PIN);
    await window.says(texts.ofMany("3"));
    answers();
    await window.page.getByRole("button", { name: texts.again }).click();
    await window.over();
    await window.says(texts.doneMany("3"));
    expect(await page.locator("#attached li").count()).toBe(3);
    expect(signatures()).toBe(3);
  });

  test("a batch that goes without asks once for all", async () => {
    fails();
    desk.office.show(manyLetters(8));
    const { page, window } = await openBatch(desk, 8);
    await window.signWith(PIN);
    await window.page.getByRole("button", { name: texts.without }).click();
    await window.over();
    await expect.poll(() => page.locator("#attached li").count()).toBe(8);
    expect(await window.text()).not.toContain(texts.doneMany("8"));
    expect(signatures()).toBe(8);
  });
});
