/**
 * Opening and preparing a signature in a file of 200,000 objects against one of 200 that is padded to the same size: warm, in this
 * process, without the hash of the document. By itself: `node bench/objects.ts`.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { deflateSync } from "node:zlib";
import { openPdf } from "#shared/pdf/document.ts";
import { prepareSignature } from "#shared/pdf/sign.ts";
import { freeStamp } from "#shared/pdf/stamps/free-stamp.ts";
import { FileSource } from "../host/file-source.ts";
import { stampFont } from "../host/stamp-font.ts";
import { projectRoot } from "../test/tools/programs.ts";
import { peakMemory } from "./stopwatch.ts";

export type ObjectBuild = "classic table" | "object streams";

export interface ObjectFigures {
  readonly build: ObjectBuild;
  readonly megabytes: number;
  /** The best of the runs, milliseconds: at so short times everything else on the machine only adds. */
  readonly many: number;
  readonly few: number;
  readonly ratio: number;
  /** Peak memory of `antin sign` over the file of many objects, MiB; null where it cannot be measured. */
  readonly peak: number | null;
}

interface FileRequest {
  readonly build: ObjectBuild;
  readonly objects: number;
  /** Size to pad to with a stream that does not compress; 0 for none. */
  readonly size: number;
}

/** Pages and the objects they use: a page in a hundred objects, the rest small dictionaries its resources name. */
const OBJECTS_A_PAGE = 100;
const MEMBERS = 100;

/** Bodies of all objects, from number 1 on. */
function bodies(objects: number): string[] {
  const pages = Math.floor((objects - 2) / OBJECTS_A_PAGE) || 1;
  const kids = Array.from({ length: pages }, (_, page) => `${3 + page * OBJECTS_A_PAGE} 0 R`);
  const all = ["<</Type/Catalog/Pages 2 0 R>>", `<</Type/Pages/Count ${pages}/Kids[${kids.join(" ")}]>>`];
  for (let number = 3; number <= objects; number++) {
    const isPage = (number - 3) % OBJECTS_A_PAGE === 0 && (number - 3) / OBJECTS_A_PAGE < pages;
    const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</ExtGState<</G ${number + 1} 0 R>>>>>>`;
    all.push(isPage ? page : `<</Type/ExtGState/CA ${(number % 100) / 100}/Next ${number} 0 R>>`);
  }
  return all;
}

class Writer {
  private readonly pieces: Buffer[] = [];
  size = 0;

  write(data: string | Uint8Array): this {
    const bytes = typeof data === "string" ? Buffer.from(data, "latin1") : Buffer.from(data);
    this.pieces.push(bytes);
    this.size += bytes.length;
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

function build({ build: kind, objects, size }: FileRequest): Buffer {
  const writer = new Writer().write("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  return kind === "classic table"
    ? classic(writer, bodies(objects), size)
    : streams(writer, bodies(objects), size);
}

/** The object after the last, so that the file has the wanted size as nearly as matters. */
function pad(writer: Writer, number: number, bytes: number): void {
  const length = Math.max(0, bytes);
  writer.write(`${number} 0 obj\n<</Length ${length}>>\nstream\n`);
  writer.write(Buffer.alloc(length, 0x55)).write("\nendstream\nendobj\n");
}

function classic(writer: Writer, all: readonly string[], size: number): Buffer {
  const offsets = all.map((body, index) => {
    const at = writer.size;
    writer.write(`${index + 1} 0 obj\n${body}\nendobj\n`);
    return at;
  });
  const padding = all.length + 1;
  offsets.push(writer.size);
  pad(writer, padding, size - writer.size - 20 * padding);
  const start = writer.size;
  writer.write(`xref\n0 ${padding + 1}\n0000000000 65535 f \n`);
  writer.write(offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join(""));
  writer.write(`trailer\n<</Size ${padding + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  return writer.bytes();
}

function streams(writer: Writer, all: readonly string[], size: number): Buffer {
  const rows: [number, number, number][] = [[0, 0, 65535]];
  const containers: number[] = [];
  const first = all.length + 1;
  for (let start = 0; start < all.length; start += MEMBERS) {
    const members = all.slice(start, start + MEMBERS);
    const container = first + containers.length;
    for (const index of members.keys()) rows.push([2, container, index]);
    containers.push(writer.size);
    writeObjectStream(writer, { container, members, start: start + 1 });
  }
  for (const offset of containers) rows.push([1, offset, 0]);
  rows.push([1, writer.size, 0]);
  pad(writer, first + containers.length, size - writer.size - rows.length);
  const own = rows.length;
  const start = writer.size;
  rows.push([1, start, 0]);
  const data = deflateSync(Buffer.concat(rows.map(row)));
  writer.write(
    `${own} 0 obj\n<</Type/XRef/W[1 4 2]/Size ${own + 1}/Root 1 0 R/Filter/FlateDecode/Length ${data.length}>>\n`,
  );
  writer.write("stream\n").write(data).write(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
  return writer.bytes();
}

function writeObjectStream(
  writer: Writer,
  { container, members, start }: { container: number; members: readonly string[]; start: number },
): void {
  let at = 0;
  const heads = members.map((body, index) => {
    const head = `${start + index} ${at}`;
    at += body.length + 1;
    return head;
  });
  const lead = `${heads.join(" ")}\n`;
  const data = deflateSync(Buffer.from(`${lead}${members.join("\n")}\n`, "latin1"));
  writer.write(
    `${container} 0 obj\n<</Type/ObjStm/N ${members.length}/First ${lead.length}/Filter/FlateDecode/Length ${data.length}>>\n`,
  );
  writer.write("stream\n").write(data).write("\nendstream\nendobj\n");
}

function row([type, second, third]: readonly [number, number, number]): Buffer {
  const bytes = Buffer.alloc(7);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt32BE(second, 1);
  bytes.writeUInt16BE(third, 5);
  return bytes;
}

/** What the command line draws by itself. */
const STAMP = {
  page: 1,
  rect: { x: 300, y: 100, width: 200, height: 60 },
  image: undefined,
  text: "Ký bởi: Lại Xuân Lâm\nThời gian ký: 2026-11-26T08:00:00+07:00",
};

type Look = ReturnType<typeof freeStamp> | undefined;

/** Milliseconds from the open file to the increment. */
function openToPrepared(source: FileSource, appearance: Look): number {
  const began = performance.now();
  const look = appearance && { appearance };
  prepareSignature(openPdf(source), { ...look, time: new Date(0), reserve: 8192 });
  return performance.now() - began;
}

export async function measureObjects(kind: ObjectBuild, runs = 31): Promise<ObjectFigures> {
  const folder = mkdtempSync(join(tmpdir(), "antin-bench-"));
  try {
    const many = build({ build: kind, objects: 200_000, size: 0 });
    const few = build({ build: kind, objects: 200, size: many.length });
    const paths = [many, few].map((bytes, index) => {
      const path = join(folder, `${index}.pdf`);
      writeFileSync(path, bytes);
      return path;
    });
    const handles = await Promise.all(paths.map((path) => open(path)));
    const [first, second] = handles.map(
      (handle, index) => new FileSource(handle, [many, few][index]?.length ?? 0),
    );
    const look = freeStamp({ ...STAMP, font: await stampFont() });
    const times: [number[], number[]] = [[], []];
    for (let run = 0; run < runs && first && second; run++) {
      times[0].push(openToPrepared(first, look));
      times[1].push(openToPrepared(second, look));
    }
    await Promise.all(handles.map((handle) => handle.close()));
    const peak = await peakOfSigning(paths[0] ?? "", folder);
    const best = { many: Math.min(...times[0]), few: Math.min(...times[1]) };
    return { build: kind, megabytes: many.length / 1e6, ...best, ratio: best.many / best.few, peak };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function peakOfSigning(input: string, folder: string): Promise<number | null> {
  const args = ["sign", input, "-o", join(folder, "signed.pdf"), "--token", "practice"];
  const env = { ...process.env, ANTIN_HOME: join(folder, "home") };
  return peakMemory({ program: join(projectRoot, "dist", "antin"), args, env });
}

if (basename(process.argv[1] ?? "") === "objects.ts") {
  for (const kind of ["classic table", "object streams"] as const) console.log(await measureObjects(kind));
}
