/** What poppler makes of a file: whether it opens, how many pages it has, how each looks, which signatures are valid. */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { run } from "../programs.ts";

/** No page of a sound file takes so long; what does is compared by nothing. */
const RENDERING = 60_000;

/**
 * Pages as pdfinfo counts them; null where it does not open the file, or says that it cannot read the page tree: then the number comes
 * from a hint that holds only for the file as it was linearized (ISO 32000-2, annex F).
 */
export async function pagesByPdfinfo(file: string, password?: string): Promise<number | null> {
  const secret = password === undefined ? [] : ["-upw", password];
  const { code, stdout, stderr } = await run("pdfinfo", [...secret, file]);
  if (/Top-level pages object/.test(stderr)) return null;
  const pages = /^Pages:\s+(\d+)/m.exec(stdout)?.[1];
  return code === 0 && pages !== undefined ? Number(pages) : null;
}

/** How many signatures pdfsig finds, and how many of them it calls valid. */
export async function countByPdfsig(file: string): Promise<{ found: number; valid: number }> {
  const { stdout } = await run("pdfsig", ["-nocert", file]);
  return {
    found: stdout.match(/^Signature #\d+:/gm)?.length ?? 0,
    valid: stdout.match(/Signature is Valid/g)?.length ?? 0,
  };
}

/** Pixels from the left and from the bottom that may differ, on whichever page poppler shows the stamped one. */
export interface Spared {
  readonly width: number;
  readonly height: number;
}

/** A digest for the pixels of each page at 72 dpi; null where poppler gives up or takes too long. */
export async function pageDigests(file: string, spared?: Spared): Promise<string[] | null> {
  const child = spawn("pdftoppm", ["-r", "72", "-cropbox", file], { stdio: ["ignore", "pipe", "ignore"] });
  const limit = setTimeout(() => child.kill("SIGKILL"), RENDERING);
  const pages = new PageDigests(spared);
  child.stdout.on("data", (chunk: Buffer) => pages.add(chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(limit);
  return code === 0 ? pages.digests : null;
}

/** Reads PPM pictures (P6) one after another from a stream, without keeping more than one. */
class PageDigests {
  readonly digests: string[] = [];
  private readonly spared: Spared | undefined;
  private pending: Buffer = Buffer.alloc(0);
  private pieces: Buffer[] = [];
  private length = 0;
  private wanted = 0;

  constructor(spared: Spared | undefined) {
    this.spared = spared;
  }

  add(chunk: Buffer): void {
    this.pieces.push(chunk);
    this.length += chunk.length;
    if (this.length < this.wanted) return;
    this.pending = Buffer.concat(this.pieces);
    while (this.takePage());
    this.pieces = [this.pending];
    this.length = this.pending.length;
  }

  private takePage(): boolean {
    const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(this.pending.subarray(0, 64).toString("latin1"));
    if (!head) return false;
    const [width, height] = [Number(head[1]), Number(head[2])];
    this.wanted = head[0].length + 3 * width * height;
    if (this.pending.length < this.wanted) return false;
    const pixels = this.pending.subarray(head[0].length, this.wanted);
    if (this.spared) blank(pixels, { width, height, spared: this.spared });
    this.digests.push(createHash("sha1").update(`${width} ${height} `).update(pixels).digest("hex"));
    this.pending = this.pending.subarray(this.wanted);
    this.wanted = 0;
    return true;
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly spared: Spared;
}

function blank(pixels: Buffer, { width, height, spared }: Picture): void {
  const columns = Math.min(width, spared.width);
  for (let row = Math.max(0, height - spared.height); row < height; row++) {
    pixels.fill(0, 3 * row * width, 3 * (row * width + columns));
  }
}
