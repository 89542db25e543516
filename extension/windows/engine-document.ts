/** One document in the worker: opened, checked, prepared, signed; the steps in this order, `prepare` and `embed` once a signature. `open` begins anew. */

import { toHex } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { fail } from "#shared/errors.ts";
import { openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import { documentNotices } from "#shared/pdf/notices.ts";
import { prepareSignature } from "#shared/pdf/sign.ts";
import { leftOverNotices } from "#shared/verify/left-over.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { type OpenDocument, SigningAct } from "./engine-act.ts";
import { digestRanges, hashFile } from "./engine-hash.ts";
import type {
  Checked,
  Embedded,
  EmbedRequest,
  Hashed,
  Judged,
  Measured,
  Opened,
  OpenRequest,
  Place,
  PreparedDigest,
  PrepareRequest,
  StampOrder,
  StampPlan,
} from "./engine-messages.ts";
import { openBlob } from "./engine-source.ts";
import { measurePlace, planStamps, stampFont } from "./engine-stamps.ts";
import type { EngineWindow } from "./engine-window.ts";

export class EngineDocument {
  readonly #window: EngineWindow;
  #open: OpenDocument | null = null;
  #before: FileVerdict | null = null;
  #hash: Promise<string> | null = null;
  #act: SigningAct | null = null;

  constructor(ownWindow: EngineWindow) {
    this.#window = ownWindow;
  }

  async open({ blob, password, repair }: OpenRequest): Promise<Opened> {
    const source = await openBlob(blob);
    const options = { ...(password !== null && { password }), ...(repair && { repair: "allow" as const }) };
    const pdf = openPdf(source, options);
    [this.#before, this.#hash, this.#act] = [null, null, null];
    this.#open = { source, pdf, options };
    return { pages: pdf.pageCount, repaired: pdf.repaired };
  }

  async check(): Promise<Checked> {
    const { source, pdf, options } = this.#opened();
    assertSignable(pdf);
    const trust = { anchors: await this.#window.anchors(), practice: false };
    const { password } = options;
    const verdict = await verifyPdf({
      source,
      digestRanges,
      trust,
      ...(password !== undefined && { password }),
    });
    this.#before = verdict;
    return { verdict, notices: [...documentNotices(pdf), ...leftOverNotices(verdict)] };
  }

  /** Once a document, however often it is asked. */
  async hash(): Promise<Hashed> {
    const { source } = this.#opened();
    this.#hash ??= hashFile(source).then(toHex);
    return { sha256: await this.#hash };
  }

  async plan(order: StampOrder): Promise<StampPlan> {
    return planStamps(this.#opened().pdf, { order, font: await stampFont() });
  }

  async measure(place: Place): Promise<Measured> {
    return measurePlace(this.#opened().pdf, place);
  }

  async prepare({ certificates, time, look, round, stamp }: PrepareRequest): Promise<PreparedDigest> {
    if (round === 0) this.#act = new SigningAct(this.#opened());
    const reserve = cmsSizeBound({ certificates: [...certificates], hasTimestamp: stamp });
    const { sha256 } = await this.hash();
    const appearance = look && { ...look, font: await stampFont() };
    const request = { time, reserve, certificates, timestamped: stamp, ...(appearance && { appearance }) };
    return { ...(await this.#running().prepare(request)), sha256 };
  }

  async embed({ cms, last }: EmbedRequest): Promise<Embedded> {
    const act = this.#running();
    act.embed(cms);
    return { blob: last ? act.blob : null };
  }

  async judge(certificate: string): Promise<Judged> {
    return this.#running().finish({ before: this.#before, certificate });
  }

  #running(): SigningAct {
    return this.#act ?? fail("INVALID_ARGUMENT", { step: "prepare" });
  }

  #opened(): OpenDocument {
    return this.#open ?? fail("INVALID_ARGUMENT", { step: "open" });
  }
}

/** What forbids a signature is said before the PIN is asked: a revision is made for the try and thrown away. */
function assertSignable(pdf: PdfDocument): void {
  prepareSignature(pdf, { time: new Date(), reserve: 1024 });
}
