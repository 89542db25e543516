/** What the appearance of a text field writes (rule R13): only where nothing else is drawn, and all of it can be read. */

import { latin1Text } from "../../pdf/characters.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { integerOf, isDictPlace, type PdfDict, type Place } from "../../pdf/objects.ts";
import { nameOperand, numbersOf, type Operation, tryOperations } from "./content-operators.ts";
import { FramePath } from "./frame-path.ts";
import { isLegible } from "./legible-letters.ts";
import { type Box, boxOf, type Picture } from "./picture.ts";
import { ontoPage, placedLetters } from "./placed-letters.ts";
import { hasPlainCodes } from "./plain-font.ts";
import { boundsUnder } from "./plane.ts";

export interface FieldLook {
  readonly document: PdfDocument;
  /** As the signed revision has it: it says whether there is a frame, and a comb. */
  readonly field: Place<PdfDict>;
  readonly picture: Picture;
}

/** `differs`: it draws what is no text; `unreadable`: it cannot be told. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function writtenText(look: FieldLook): { readonly text: string } | "differs" | "unreadable" {
  const { document, picture } = look;
  const operations = tryOperations(document.objects.streamData(picture.form));
  const onto = ontoPage(document, picture);
  const reader = operations && onto ? new LookReader(look) : null;
  if (!operations || !onto || !reader) return "unreadable";
  for (const operation of operations) {
    const outcome = reader.read(operation);
    if (outcome !== "fine") return outcome;
  }
  const glyphs = placedLetters(document, picture);
  const within = [picture.rect, ...reader.clips.map((clip) => boundsUnder(onto, clip))];
  const isWhole = !reader.isFaint && glyphs.length === reader.text.length && isLegible({ glyphs, within });
  return isWhole ? { text: reader.text } : "unreadable";
}

const PLAIN: ReadonlySet<string> = new Set(
  "BT ET Td TD Tm T* Tc Tw Tz TL Ts G RG K CS SC SCN BMC BDC EMC MP DP w J j d M i ri".split(" "),
);
const PAINTING: ReadonlySet<string> = new Set("f F f* b b* B B* s S".split(" "));
const PATH: ReadonlySet<string> = new Set("re m l h W W* n".split(" "));
const COLOURS: ReadonlySet<string> = new Set("g rg k cs sc scn".split(" "));
const FOREIGN: ReadonlySet<string> = new Set(["Do", "sh", "BI"]);
const SHOWING: ReadonlySet<string> = new Set(["Tj", "TJ", "'", '"']);
/** 12.7.5.3, table 231. */
const COMB = 1 << 24;

/** Of the scale of a colour: nearer to white than this nobody reads it. */
const FAINT = 0.15;

type Outcome = "fine" | "differs" | "unreadable";

class LookReader {
  text = "";
  readonly #look: FieldLook;
  readonly #frame: FramePath | null;
  readonly #hasFrame: boolean;
  #isReadable = false;
  #colour = "";
  /** With which letters are drawn. */
  #letters: string | null = null;
  #moved = false;
  readonly #stack: { readonly colour: string; readonly moved: boolean }[] = [];

  constructor(look: FieldLook) {
    const { objects } = look.document;
    const flags = integerOf(objects.entry(look.field, "Ff")?.value) ?? 0;
    const box = boxOf(
      objects,
      objects.entry({ owner: look.picture.form, value: look.picture.form.value }, "BBox"),
    );
    this.#look = look;
    this.#hasFrame = isDictPlace(objects.entry(look.field, "MK"));
    this.#frame = box && new FramePath(box, (flags & COMB) !== 0);
  }

  get clips(): readonly Box[] {
    return this.#frame?.clips ?? [];
  }

  read(operation: Operation): Outcome {
    const { operator } = operation;
    if (FOREIGN.has(operator)) return "differs";
    if (SHOWING.has(operator)) return this.#show(operation);
    if (PATH.has(operator)) return this.#path(operation);
    if (PAINTING.has(operator)) return this.#paint();
    if (COLOURS.has(operator)) return this.#paintWith(operation);
    if (operator === "q") this.#stack.push({ colour: this.#colour, moved: this.#moved });
    else if (operator === "Q") {
      const { colour, moved } = this.#stack.pop() ?? { colour: "", moved: true };
      [this.#colour, this.#moved] = [colour, moved];
    } else if (operator === "cm") this.#moved = true;
    else if (operator === "Tf") this.#isReadable = this.#hasPlainCodes(operation);
    else if (operator === "Tr") return numbersOf(operation)[0] === 0 ? "fine" : "unreadable";
    else if (!PLAIN.has(operator)) return "unreadable";
    return "fine";
  }

  #hasPlainCodes(operation: Operation): boolean {
    const { document, picture } = this.#look;
    const place = { owner: picture.form, value: picture.form.value };
    return hasPlainCodes(document, place, nameOperand(operation));
  }

  #show({ operands }: Operation): Outcome {
    if (!this.#isReadable) return "unreadable";
    this.#letters ??= this.#colour;
    if (this.#letters !== this.#colour) return "unreadable";
    this.text += operands.map((token) => (token.kind === "string" ? latin1Text(token.value) : "")).join("");
    return "fine";
  }

  /** Letters in white, or in a pattern, are not read by anybody. */
  #paintWith(operation: Operation): Outcome {
    const numbers = numbersOf(operation);
    this.#colour = `${operation.operator} ${numbers.join(" ")}`;
    const isPattern = operation.operator === "scn" && nameOperand(operation) !== null;
    return isPattern ? "unreadable" : "fine";
  }

  #path(operation: Operation): Outcome {
    if (this.#moved || !this.#frame) return "unreadable";
    return this.#frame.add(operation.operator, numbersOf(operation)) ? "fine" : "unreadable";
  }

  #paint(): Outcome {
    return this.#hasFrame && this.#frame?.paint() ? "fine" : "unreadable";
  }

  get isFaint(): boolean {
    const [operator = "", ...numbers] = (this.#letters ?? "").split(" ");
    const values = numbers.filter((text) => text !== "").map(Number);
    if (operator === "k") return values.every((value) => value < FAINT);
    return ["g", "rg", "sc", "scn"].includes(operator) && values.every((value) => value > 1 - FAINT);
  }
}
