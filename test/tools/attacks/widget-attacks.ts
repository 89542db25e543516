/** Lawful second signatures whose widget, or whose picture, shows more than the picture that is looked at. */

import type { HandMade } from "../../shared/verify/signing.ts";
import { BLANK, form, WORDS } from "./base-document.ts";
import { stamped } from "./signed-attacks.ts";

type Attack = (pdf: Uint8Array) => HandMade;

const BOX = "1 1 1 rg 0 0 120 60 re f 0 g";
const NOTHING = form("");

interface Widget {
  readonly rect?: string;
  readonly picture?: string;
  readonly flags?: number;
  readonly objects?: Readonly<Record<number, string>>;
}

/** Entries of the widget, 71, over the words; its picture is 72. */
const widget =
  (entries: string, { rect = WORDS, picture = NOTHING, flags = 132, objects = {} }: Widget = {}): Attack =>
  (pdf) => {
    const own = `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V 70 0 R /Rect ${rect} /F ${flags} /P 3 0 R ${entries}>>`;
    return stamped(pdf, rect, picture, { objects: { 71: own, ...objects } });
  };

const picture =
  (data: string, resources: string, objects: Readonly<Record<number, string>> = {}): Attack =>
  (pdf) =>
    stamped(pdf, WORDS, form(data, "0 0 120 60", resources), { objects });

const state = (entries: string) => `<</ExtGState <</G <<${entries}>>>>>>`;
const shown = "/AP <</N 72 0 R>>";

export const WIDGET_ATTACKS: Readonly<Record<string, Attack>> = {
  "widget: a picture by its state": widget("/AS /On /AP <</N <</On 72 0 R>>>>", { picture: form(BOX) }),
  "widget: another picture under the pointer": widget("/AP <</N 72 0 R /D 73 0 R /R 73 0 R>>", {
    objects: { 73: form(BOX) },
  }),
  "widget: in a layer": widget(`${shown} /OC 15 0 R`),
  "widget: a background and a caption of its own": widget(`${shown} /MK <</BG [1 1 1] /CA (900)>>`),
  "widget: a border and no picture": widget("/BS <</W 50>>"),
  "widget: a note that opens": widget(`${shown} /Popup 75 0 R`, {
    rect: BLANK,
    objects: { 75: "<</Type /Annot /Subtype /Popup /Rect [72 600 400 720] /Open true>>" },
  }),
  "widget: words for reading aloud": widget(`${shown} /Contents (So tien 900)`, { rect: BLANK }),
  "widget: a place in the structure": widget(`${shown} /StructParent 0`, { rect: BLANK }),
  "widget: as large at any magnification": widget(shown, {
    rect: "[60 717 66 719]",
    flags: 156,
    picture: form(BOX),
  }),
  "widget: turned": widget(`${shown} /MK <</R 90>>`, { picture: form(BOX) }),
  "picture: nearly opaque": picture(`/G gs ${BOX}`, state("/ca 0.95")),
  "picture: mixed with what is below": picture(`/G gs ${BOX}`, state("/BM /Screen")),
  "picture: the difference to what is below": picture(`/G gs ${BOX}`, state("/BM /Difference")),
  "picture: under a soft mask": picture(`/G gs ${BOX}`, state("/SMask <</S /Luminosity /G 73 0 R>>"), {
    73: form(BOX),
  }),
  "picture: in a layer": picture(`/OC /L BDC ${BOX} EMC`, "<</Properties <</L 15 0 R>>>>"),
  "picture: made larger by its matrix": (pdf) => {
    const unit = form("1 1 1 rg 0 0 1 1 re f", "0 0 1 1");
    return stamped(pdf, WORDS, unit.replace("/Resources", "/Matrix [100 0 0 100 0 0] /Resources"));
  },
  "picture: a box of no size said backwards": (pdf) =>
    stamped(pdf, "[200 716 72 690]", form("1 1 1 rg 0 0 1 1 re f", "1 1 0 0")),
};
