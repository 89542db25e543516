/**
 * In Chromium: a verdict over a large signed PDF by the document engine, against `arrayBuffer` and one digest of the same Blob in the
 * same page. Run alone: `node bench/browser-verify.ts`.
 */

import { basename } from "node:path";
import { practiceSigner } from "../test/shared/verify/signing.ts";
import { chromiumMissing, launchChromium } from "../test/tools/chromium.ts";
import { letterPdf, SAMPLE_LETTER } from "../test/tools/eoffice/letter.ts";
import { startEOffice } from "../test/tools/eoffice/server.ts";
import type { BrowserFigures } from "./browser.ts";
import { median } from "./stopwatch.ts";

const PATH = "/tep/lon.pdf";

/** null where Chromium or the built extension is missing. */
export async function measureBrowserVerify({
  megabytes = 100,
  runs = 5,
} = {}): Promise<BrowserFigures | null> {
  if (chromiumMissing !== null) return null;
  const signer = await practiceSigner();
  const plain = letterPdf({ ...SAMPLE_LETTER, ballast: megabytes * 1_000_000 });
  const answer = await signer.sign(await signer.sign(plain));
  signer.remove();
  const office = await startEOffice();
  office.show([{ path: PATH, fileName: "lon.pdf", number: "1/UBND", about: "Tệp lớn", answer }]);
  const browser = await launchChromium();
  try {
    const page = await browser.context.newPage();
    await page.goto(browser.address("windows/popup/popup.html"));
    const times = await page.evaluate(measureInPage, { url: new URL(PATH, office.url).href, runs });
    const medians = { signing: median(times.verifying), baseline: median(times.baseline) };
    return { megabytes, ...medians, ratio: medians.signing / medians.baseline };
  } finally {
    await browser.close();
    await office.close();
  }
}

/** Runs in a page of the extension; the engine's own worker, whose questions about the network stay unanswered there. */
async function measureInPage({ url, runs }: { url: string; runs: number }) {
  const answered = await fetch(url, { cache: "no-store" });
  const blob = await answered.blob();
  const worker = new Worker("/windows/engine-worker.js");
  const verify = (id: number) =>
    new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<{ id?: number; ok?: boolean; question?: number }>) => {
        if (data.question !== undefined) {
          const nothing = { crls: [], ocspResponses: [], certificates: [] };
          const isAnchors = (data as { about?: string }).about === "anchors";
          worker.postMessage({ question: data.question, answer: isAnchors ? [] : nothing });
        } else if (data.id === id) data.ok ? resolve() : reject(new Error(JSON.stringify(data)));
      };
      worker.postMessage({ id, type: "verify", ask: { blob } });
    });
  await verify(0);
  const verifying: number[] = [];
  const baseline: number[] = [];
  for (let run = 1; run <= runs; run++) {
    let began = performance.now();
    await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    baseline.push(performance.now() - began);
    began = performance.now();
    await verify(run);
    verifying.push(performance.now() - began);
  }
  return { verifying, baseline };
}

if (basename(process.argv[1] ?? "") === "browser-verify.ts") console.log(await measureBrowserVerify());
