/** Fonts of the stamp engine inside a new document of pdf-lib, which by itself writes Latin letters only. */

import { PDFDict, type PDFDocument, PDFObjectParser, PDFRawStream, PDFRef } from "pdf-lib";
import { fail } from "#shared/errors.ts";
import { addFont } from "#shared/pdf/appearance/font-object.ts";
import type { ObjectPlace, StreamRequest } from "#shared/pdf/appearance/parts.ts";
import type { TextLine } from "#shared/pdf/appearance/text-line.ts";
import type { TrueType } from "#shared/pdf/appearance/true-type.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { deflate } from "#shared/pdf/inflate.ts";
import { hexString } from "#shared/pdf/write-value.ts";

/** A subset with the letters of `lines`. */
export function embedFont(document: PDFDocument, font: TrueType, lines: readonly TextLine[]): PDFRef {
  const reference = addFont(new NewDocumentPlace(document), { font, lines, listGlyphs: false });
  return PDFRef.of(Number.parseInt(reference, 10));
}

class NewDocumentPlace implements ObjectPlace {
  readonly #document: PDFDocument;

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  add(write: (string: (bytes: Uint8Array) => string) => string): string {
    const { context } = this.#document;
    const reference = context.register(this.#parse(write(hexString)));
    return reference.toString();
  }

  addStream({ entries, data }: StreamRequest): string {
    const dictionary = this.#parse(`<<${entries} /Filter /FlateDecode>>`);
    if (!(dictionary instanceof PDFDict)) return fail("UNKNOWN_ERROR", { step: "report" });
    return this.#document.context.register(PDFRawStream.of(dictionary, deflate(data))).toString();
  }

  #parse(text: string) {
    return PDFObjectParser.forBytes(latin1Bytes(text), this.#document.context).parseObject();
  }
}
