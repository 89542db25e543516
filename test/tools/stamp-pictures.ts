/** Pictures of a hand signature and of a seal, drawn by the browser on a canvas without ground: no real one is in the repository. */

import type { Page } from "playwright-core";
import type { Chromium } from "./chromium.ts";
import type { TemplateApi } from "./template-api.ts";
import { EMPTY_PAGE, templateBundle } from "./template-page.ts";

export interface StampPictures {
  /** Blue, 46 × 19 mm. */
  readonly hand: Uint8Array;
  /** Red, 36 × 36 mm, says that it is a sample. */
  readonly seal: Uint8Array;
}

/** PNG with transparency. */
export async function drawStampPictures(page: Page): Promise<StampPictures> {
  const drawn = await page.evaluate(() => {
    const canvasOf = (width: number, height: number) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      return { canvas, context };
    };
    const hand = canvasOf(460, 190);
    Object.assign(hand.context, {
      strokeStyle: "#1D3FA6",
      lineWidth: 6,
      lineCap: "round",
      lineJoin: "round",
    });
    const stroke = new Path2D(
      "M24 132C60 80 100 24 114 20c14-2-16 68-28 114-4 16 8 18 20 0 16-24 28-50 42-52 12 0-12 42 0 44 16 2 28-38 44-40 12 0-10 38 4 38 18 0 32-64 62-88 16-12 18 4 6 28-16 32-44 56-46 68 0 10 14 6 24-6 14-16 20-30 32-28 10 2-6 26 6 28 16 2 24-24 40-26 12-2 2 22 16 22 18 0 44-18 80-30M68 164c84-24 192-36 300-26",
    );
    hand.context.stroke(stroke);
    const seal = canvasOf(720, 720);
    const { context } = seal;
    Object.assign(context, {
      strokeStyle: "#CF2129",
      fillStyle: "#CF2129",
      lineWidth: 16,
      textAlign: "center",
    });
    for (const radius of [340, 210]) {
      context.beginPath();
      context.arc(360, 360, radius, 0, 2 * Math.PI);
      context.stroke();
    }
    context.font = "bold 84px serif";
    context.fillText("DẤU", 360, 350);
    context.fillText("MẪU", 360, 440);
    context.font = "bold 62px serif";
    const letters = [..."ỦY BAN NHÂN DÂN TỈNH AN BÌNH ★ "];
    for (const [index, letter] of letters.entries()) {
      context.save();
      context.translate(360, 360);
      context.rotate((2 * Math.PI * index) / letters.length - 2.1);
      context.fillText(letter, 0, -250);
      context.restore();
    }
    const base64 = (canvas: HTMLCanvasElement) => canvas.toDataURL("image/png").split(",")[1] ?? "";
    return { hand: base64(hand.canvas), seal: base64(seal.canvas) };
  });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  return { hand: bytes(drawn.hand), seal: bytes(drawn.seal) };
}

export interface StoredPicture {
  readonly preset: "leader" | "initial" | "issue" | "seal";
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Puts pictures into the template store, as the options page does. */
export async function storePictures(browser: Chromium, pictures: readonly StoredPicture[]): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(browser.address(EMPTY_PAGE));
  await page.evaluate(await templateBundle());
  const rows = pictures.map(({ bytes, ...facts }) => ({
    ...facts,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await page.evaluate(async (given) => {
    const { antinTemplates: api } = globalThis as unknown as { antinTemplates: TemplateApi };
    for (const { base64, preset, name, widthMm, heightMm } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = { type: "image/png" as const, bytes, widthMm, heightMm };
      await api.saveTemplate(api.template({ preset, name, text: null, image }));
    }
  }, rows);
  await page.close();
}

/** Forgets all templates. */
export async function clearPictures(browser: Chromium): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(browser.address(EMPTY_PAGE));
  await page.evaluate(await templateBundle());
  await page.evaluate(async () => {
    const { antinTemplates: api } = globalThis as unknown as { antinTemplates: TemplateApi };
    for (const { id } of await api.listTemplates()) await api.removeTemplate(id);
  });
  await page.close();
}
