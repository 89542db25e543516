/** Did the page take the file? Only what it shows counts: `input.files` is emptied by pages that took it, and kept by pages that did not. */

import { shadowRootOf } from "../find/scan.ts";

const MILLISECONDS = 30_000;
const STEP_MILLISECONDS = 200;

/** Counts places that show the name; call `appeared` after the file was handed over. */
export class Proof {
  readonly #roots: readonly Document[];
  readonly #pattern: RegExp;
  readonly #before: number;

  constructor(roots: readonly Document[], name: string) {
    this.#roots = roots;
    this.#pattern = namePattern(name);
    this.#before = this.#count();
  }

  /** True as soon as the page shows the name in one more place. */
  async appeared(): Promise<boolean> {
    for (let waited = 0; waited <= MILLISECONDS; waited += STEP_MILLISECONDS) {
      if (this.#count() > this.#before) return true;
      await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
    }
    return false;
  }

  #count(): number {
    return this.#roots.reduce((sum, root) => sum + countIn(root, this.#pattern), 0);
  }
}

/** The name as pages show it: whole, or its beginning and end with an ellipsis between. */
export function namePattern(name: string): RegExp {
  const plain = name.normalize("NFC");
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const head = escaped(plain.slice(0, 8));
  const tail = escaped(plain.slice(-6));
  const cut = plain.length > 16 ? `|${head}[^\\n]{0,200}?(?:…|\\.\\.\\.)(?:[^\\n]{0,200}?${tail})?` : "";
  return new RegExp(`${escaped(plain)}${cut}`, "i");
}

function countIn(root: Document | ShadowRoot, pattern: RegExp): number {
  let count = 0;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) count += countAtElement(node, pattern);
    else if (pattern.test((node.nodeValue ?? "").normalize("NFC")) && !isComplaint(node, pattern)) count += 1;
  }
  return count;
}

const COMPLAINT = "[role=alert], .error, .invalid, .alert-danger, .is-invalid";
const COMPLAINT_WORDS =
  /lỗi|không (?:tải|nhận|đọc|hợp lệ)|quá lớn|từ chối|fail|error|too large|reject|invalid|not allowed/i;

/** "Không tải được a.pdf: quá lớn" shows the name too. */
function isComplaint(node: Node, pattern: RegExp): boolean {
  const element = node.parentElement;
  if (element === null || element.closest(COMPLAINT) !== null) return element !== null;
  const around = (element.closest("li, tr, p, div, span")?.textContent ?? "").normalize("NFC").slice(0, 500);
  return COMPLAINT_WORDS.test(around.replace(pattern, ""));
}

function countAtElement(element: Element, pattern: RegExp): number {
  const shadow = element.localName.includes("-") ? shadowRootOf(element) : null;
  const inShadow = shadow === null ? 0 : countIn(shadow, pattern);
  const { type, value } = element as Partial<HTMLInputElement>;
  const inField = typeof value === "string" && type !== "file" && pattern.test(value.normalize("NFC"));
  const inTitle = pattern.test((element.getAttribute("title") ?? "").normalize("NFC"));
  return inShadow + (inField || inTitle ? 1 : 0);
}
