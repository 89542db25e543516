/** The options page and the cards of the sign window about stamps, in Chromium. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import { type Chromium, chromiumMissing, launchChromium } from "../../tools/chromium.ts";
import { EMPTY_PAGE, templateBundle, templateCall } from "../../tools/template-page.ts";

const texts = optionsTexts.vi;
const parts = pictureTexts.vi;
const RED = [207, 33, 41, 255] as const;
const BLUE = [29, 63, 166, 255] as const;
const CLEAR = [0, 0, 0, 0] as const;
const SEAL = drawnPng([100, 100], (x, y) => (Math.hypot(x - 50, y - 50) < 48 ? RED : CLEAR));
const HAND = drawnPng([120, 50], (_, y) => (y % 9 < 3 ? BLUE : CLEAR), 70);

describe.skipIf(chromiumMissing !== null)(
  `stamps in Chromium${chromiumMissing ? ` (needs ${chromiumMissing})` : ""}`,
  () => {
    let browser: Chromium;
    let files: string;
    let code: string;
    beforeAll(async () => {
      [browser, files, code] = await Promise.all([
        launchChromium(),
        mkdtemp(join(tmpdir(), "antin-options-")),
        templateBundle(),
      ]);
    });
    afterEach(async () => {
      const page = await openStore();
      await page.evaluate(
        templateCall(async (api) => {
          for (const { id } of await api.listTemplates()) await api.removeTemplate(id);
        }),
      );
      const [first, ...others] = browser.context.pages();
      for (const other of others) await other.close();
      await first?.bringToFront();
    });
    afterAll(async () => {
      await browser?.close();
      if (files !== undefined) await rm(files, { recursive: true, force: true });
    });

    const openStore = async (): Promise<Page> => {
      const page = await browser.context.newPage();
      await page.goto(browser.address(EMPTY_PAGE));
      await page.evaluate(code);
      return page;
    };
    const openOptions = async (): Promise<Page> => {
      const page = await browser.context.newPage();
      await page.goto(browser.address("windows/options/options.html"));
      await page.getByText(texts.lead).waitFor();
      return page;
    };
    const put = async (name: string, bytes: Uint8Array | string): Promise<string> => {
      const path = join(files, name);
      await writeFile(path, bytes);
      return path;
    };
    const choose = async (page: Page, path: string) =>
      page.locator('input[type="file"][accept^="image"]').first().setInputFiles(path);
    const says = (page: Page, text: string) => page.getByText(text).first().waitFor();
    const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
    const addSeal = async (page: Page, name: string) => {
      await choose(page, await put("dau.png", SEAL));
      await page.getByLabel(texts.name).fill(name);
      await press(page, texts.save);
      await page.getByRole("heading", { name, exact: true }).waitFor();
    };

    test("the page shows the computer's mark and takes how long one PIN lasts", async () => {
      const page = await openOptions();
      await page.locator(".own-mark").waitFor();
      const minutes = page.locator(".idle select");
      await expect.poll(() => minutes.inputValue()).toBe("5");
      await minutes.selectOption("15");
      await page.reload();
      await expect.poll(() => minutes.inputValue()).toBe("15");
      await minutes.selectOption("5");
    });

    test("a seal is added in the size that was typed, and another window shows it at once", async () => {
      const [page, other] = [await openOptions(), await openOptions()];
      await choose(page, await put("dau.png", SEAL));
      await says(page, parts.fine);
      await says(page, parts.sealSize);
      await page.getByLabel(parts.width).fill("35,5");
      await press(page, texts.save);
      await says(other, "35,5 × 35,5 mm");
      await other.reload();
      await says(other, "35,5 × 35,5 mm");
    });

    test("a signature keeps the size its file names; as a seal it is told to be of the wrong colour", async () => {
      const page = await openOptions();
      await choose(page, await put("ky.png", HAND));
      await says(page, "43,5 × 18,1 mm");
      await says(page, parts.fine);
      await page.getByLabel(texts.usedFor).selectOption("seal");
      await says(page, parts.warnings.SEAL_NOT_RED);
    });

    test("a renamed file is refused by what it is, and the picture after it is taken", async () => {
      const page = await openOptions();
      await choose(page, await put("gia.png", "%PDF-1.7"));
      await says(page, parts.refused.kind);
      await choose(page, await put("that.png", SEAL));
      await says(page, parts.fine);
    });

    test("a JPEG whose head is fine and whose body is missing is refused", async () => {
      const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 100, 0, 100, 0, 0];
      const frame = [0xff, 0xc0, 0, 11, 8, 0, 100, 0, 100, 1, 1, 0x11, 0];
      const page = await openOptions();
      await choose(page, await put("hong.jpg", Uint8Array.from([0xff, 0xd8, ...jfif, ...frame])));
      await says(page, parts.refused.damaged);
    });

    test("a stamp of text wants its words; with them it is kept", async () => {
      const page = await openOptions();
      await press(page, texts.addText);
      await page.getByLabel(texts.name).fill("Sao y bản chính");
      await press(page, texts.save);
      await says(page, texts.wordsMissing);
      await page.getByLabel(texts.words).fill("SAO Y");
      await press(page, texts.save);
      await page.getByRole("heading", { name: "Sao y bản chính" }).waitFor();
    });

    test("what was removed comes back by its toast", async () => {
      const page = await openOptions();
      await addSeal(page, "Dấu sở");
      await press(page, `${texts.remove}: Dấu sở`);
      await says(page, texts.removed("Dấu sở"));
      await says(page, texts.none);
      await press(page, texts.undo);
      await page.getByRole("heading", { name: "Dấu sở" }).waitFor();
    });

    test("exported and imported again: the taken name is asked about, both are kept, and a changed file is refused whole", async () => {
      const page = await openOptions();
      await addSeal(page, "Dấu sở");
      const download = page.waitForEvent("download");
      await press(page, texts.exportAll);
      const path = join(files, "mau.json");
      await (await download).saveAs(path);
      const importing = page.locator('input[type="file"][accept*="json"]');
      await importing.setInputFiles(path);
      await says(page, texts.conflicts("1"));
      await press(page, texts.conflictAnswers.both);
      await says(page, texts.imported("1"));
      await page.getByRole("heading", { name: "Dấu sở (2)" }).waitFor();
      const changed = (await readFile(path, "utf8")).replace('"version": 1', '"version": 9');
      await importing.setInputFiles(await put("khac.json", changed));
      await says(page, texts.importRefused.version);
      expect(await page.locator(".template-list > li").count()).toBe(2);
    });

    test("in the sign window a picture is chosen where it is missing, and serves that certificate", async () => {
      const page = await openStore();
      const certificate = "c".repeat(64);
      await page.evaluate(
        templateCall((api, id: string) => api.showChoosePicture("leader", id), certificate),
      );
      await says(page, parts.missing.signature);
      await choose(page, await put("hong.png", SEAL.subarray(0, 70)));
      await says(page, parts.refused.damaged);
      await choose(page, await put("ky.png", HAND));
      await says(page, parts.fine);
      await press(page, parts.use);
      await page.waitForFunction(() => document.title !== "");
      const found = await page.evaluate(
        templateCall(
          async (api, id: string) => (await api.templateFor({ preset: "leader", certificate: id }))?.name,
          certificate,
        ),
      );
      expect(found).toBe(`${parts.presets.leader} · Lại Xuân Lâm`);
    });

    test("whose a certificate is, answered once, is kept", async () => {
      const page = await openStore();
      const certificate = "d".repeat(64);
      await page.evaluate(templateCall((api, id: string) => api.showLabelQuestion(id), certificate));
      await says(page, parts.looksLike.seal);
      await press(page, parts.person);
      await page.waitForFunction(() => document.title !== "");
      const label = await page.evaluate(
        templateCall((api, id: string) => api.certificateLabel(id), certificate),
      );
      expect(label).toBe("person");
      await (await openOptions()).getByText(texts.certificate("dddddddd")).waitFor();
    });
  },
);
