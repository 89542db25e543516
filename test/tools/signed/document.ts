/** PDFs of every level made revision by revision, in the way other programs write them; independent of what reads them. */

import { concatBytes } from "#shared/bytes.ts";
import type { Holder } from "../../shared/trust/pki.ts";
import { append, latin1, smallPdf } from "../../shared/verify/signing.ts";
import {
  digestOf,
  type MessageOrder,
  type SignerOrder,
  type StampOrder,
  signedMessage,
  stampOver,
} from "./message.ts";

const RESERVE = 12_000;

export interface Store {
  readonly certificates?: readonly Holder[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}

interface Value {
  readonly dictionary: string;
  readonly make: (content: Uint8Array) => Uint8Array;
}

/** Immutable: each step gives the document with one revision more. */
export class SignedDocument {
  readonly bytes: Uint8Array;
  readonly #fields: number;
  readonly #store: number | null;
  readonly #next: number;

  private constructor(bytes: Uint8Array, fields: number, store: number | null, next: number) {
    this.bytes = bytes;
    this.#fields = fields;
    this.#store = store;
    this.#next = next;
  }

  static blank(): SignedDocument {
    return new SignedDocument(smallPdf(), 0, null, 40);
  }

  signed(
    signer: SignerOrder,
    more: Partial<MessageOrder> = {},
    subFilter = "ETSI.CAdES.detached",
  ): SignedDocument {
    const dictionary = `/Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /M (D:20200310120000Z)`;
    return this.#withSignature({
      dictionary,
      make: (content) => signedMessage({ content, signers: [signer], ...more }),
    });
  }

  /** ISO 32000-1 12.8.3.3.1: the message carries the SHA-1 digest of the ranges. */
  signedSha1(signer: SignerOrder, more: Partial<MessageOrder> = {}): SignedDocument {
    return this.#withSignature({
      dictionary: "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.sha1",
      make: (content) =>
        signedMessage({ content: digestOf(content, "sha1"), embed: true, signers: [signer], ...more }),
    });
  }

  stamped(order: StampOrder): SignedDocument {
    return this.#withSignature({
      dictionary: "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161",
      make: (content) => stampOver(content, order),
    });
  }

  /** A stamp that belongs to something else. */
  stampedOver(foreign: Uint8Array, order: StampOrder): SignedDocument {
    return this.#withSignature({
      dictionary: "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161",
      make: () => stampOver(foreign, order),
    });
  }

  /** A document security store in place of any earlier one. */
  stored({ certificates = [], crls = [], ocsps = [] }: Store): SignedDocument {
    const lists = [certificates.map(({ facts }) => facts.der), crls, ocsps];
    const objects: Record<number, string> = {};
    let next = this.#next;
    const references = lists.map((items) => {
      const numbers = items.map((item) => {
        objects[next] = streamOf(item);
        return next++;
      });
      return `[${numbers.map((number) => `${number} 0 R`).join(" ")}]`;
    });
    const store = next++;
    const [certs, lists1, answers] = references;
    objects[store] = `<</Type /DSS /Certs ${certs} /CRLs ${lists1} /OCSPs ${answers}>>`;
    objects[1] = catalog(this.#fields, store);
    return new SignedDocument(append(this.bytes, { objects }), this.#fields, store, next);
  }

  #withSignature({ dictionary, make }: Value): SignedDocument {
    const fields = this.#fields + 1;
    const [widget, value] = [8 + 2 * fields, 9 + 2 * fields];
    const annotations = Array.from({ length: fields }, (_, index) => `${10 + 2 * index} 0 R`).join(" ");
    const objects = {
      1: catalog(fields, this.#store),
      3: `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [${annotations}]>>`,
      [widget]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (S${fields}) /V ${value} 0 R /P 3 0 R /F 132 /Rect [0 0 0 0]>>`,
      [value]: `<<${dictionary} /ByteRange [0 ${"*".repeat(32)}] /Contents <${"0".repeat(2 * RESERVE)}>>>`,
    };
    const bytes = filled(append(this.bytes, { objects }), make);
    return new SignedDocument(bytes, fields, this.#store, this.#next);
  }
}

function catalog(fields: number, store: number | null): string {
  const list = Array.from({ length: fields }, (_, index) => `${10 + 2 * index} 0 R`).join(" ");
  const form = fields > 0 ? `/AcroForm <</Fields [${list}] /SigFlags 3>>` : "";
  return `<</Type /Catalog /Pages 2 0 R ${form} ${store === null ? "" : `/DSS ${store} 0 R`}>>`;
}

function streamOf(bytes: Uint8Array): string {
  return `<</Length ${bytes.length}>>\nstream\n${Buffer.from(bytes).toString("latin1")}\nendstream`;
}

function filled(unsigned: Uint8Array, make: (content: Uint8Array) => Uint8Array): Uint8Array {
  const text = Buffer.from(unsigned).toString("latin1");
  const first = text.lastIndexOf("/Contents <") + "/Contents ".length;
  const second = first + 2 * RESERVE + 2;
  const numbers = `${first} ${second} ${text.length - second}`.padEnd(32, " ");
  const ranged = latin1(text.replace("*".repeat(32), numbers));
  const cms = make(concatBytes([ranged.subarray(0, first), ranged.subarray(second)]));
  if (cms.length > RESERVE) throw new Error("the message is larger than its place");
  ranged.set(latin1(Buffer.from(cms).toString("hex")), first + 1);
  return ranged;
}
