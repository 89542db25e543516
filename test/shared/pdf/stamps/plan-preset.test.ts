import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type PresetRequest, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { signedWithDummy } from "../../../fixtures/pdf/signed.ts";
import {
  blockLines,
  decreeDocument,
  headLines,
  type Line,
  widthOf,
} from "../../../fixtures/stamps/decree.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";
import { drawnPng } from "../../../fixtures/stamps/png.ts";
import { hasPoppler, pictureOf } from "../../../fixtures/stamps/raster.ts";

/** Ink only in the middle half: 40 of 80 points wide, 10 of 20 high, at 72 dots an inch. */
const SIGNATURE = drawnPng(
  [80, 20],
  (x, y) => [20, 40, 200, x >= 20 && x < 60 && y >= 5 && y < 15 ? 255 : 0],
  72,
);
const SEAL = drawnPng(
  [102, 102],
  () => [220, 20, 30, 255].map((value, index) => (index === 3 ? 200 : value)) as never,
  72,
);
const HEAD = {
  agency: "ỦY BAN NHÂN DÂN",
  number: "Số:........./QĐ-UBND",
  date: "Hà Nội, ngày .... tháng .... năm 2026",
};
const BLOCK = { titles: ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], name: "Nguyễn Thị Phượng" };
const NAME = "NGUYỄN THỊ PHƯỢNG";
const onePage = (block = BLOCK, head = HEAD) => [...headLines(head), ...blockLines(block)];

function plan(bytes: Uint8Array, request: Partial<PresetRequest> & Pick<PresetRequest, "preset">) {
  const document = openPdf(sourceOf(bytes));
  return planPreset({ document, lines: [], signer: NAME, font: tinos, ...request });
}
const leader = (pages: readonly (readonly Line[])[], signer = NAME) =>
  plan(decreeDocument(pages), { preset: "leader", image: SIGNATURE, signer }).looks[0];
const noAnchor = (anchor: string) =>
  expect.objectContaining({ code: "ANCHOR_NOT_FOUND", detail: { anchor } });
const middleOf = (rect: { x: number; width: number } | undefined) =>
  rect ? rect.x + rect.width / 2 : Number.NaN;

describe("leader", () => {
  test.each([
    ["ký thay", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]],
    ["thay mặt", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]],
    ["thừa lệnh", ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]],
    ["quyền", ["Q. GIÁM ĐỐC"]],
    ["no abbreviation", ["CHỦ TỊCH"]],
    [
      "a long title in three lines",
      ["TM. HỘI ĐỒNG NHÂN DÂN", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG ĐOÀN ĐẠI BIỂU"],
    ],
  ])("%s: centred between title and full name, in real size", (_, titles) => {
    const look = leader([onePage({ ...BLOCK, titles })]);
    expect(middleOf(look?.rect)).toBeCloseTo(430, 0);
    expect(look?.rect.width).toBeCloseTo(80, 1);
    expect(look?.rect.height).toBeCloseTo(20, 1);
    const [titleLine, nameLine] = [600 - 16 * (titles.length - 1), 600 - 16 * titles.length - 80];
    expect(look?.rect.y).toBeGreaterThan(nameLine + 9);
    expect((look?.rect.y ?? 0) + 20).toBeLessThan(titleLine);
  });

  test("of two signers the one of the certificate", () => {
    const other = { titles: ["ĐẠI DIỆN BÊN B"], name: "Trần Văn Hoà", middle: 170 };
    const page = [...onePage(), ...blockLines(other)];
    expect(middleOf(leader([page])?.rect)).toBeCloseTo(430, 0);
    expect(middleOf(leader([page], "Trần Văn Hòa")?.rect)).toBeCloseTo(170, 0);
    expect(() => leader([page], "Lê Văn Khác")).toThrow(noAnchor("block"));
  });

  test("a degree before the name, the only block of another name, a name in the text before it", () => {
    expect(middleOf(leader([onePage({ ...BLOCK, name: "TS. Nguyễn Thị Phượng" })])?.rect)).toBeCloseTo(
      430,
      0,
    );
    expect(middleOf(leader([onePage()], "CHỮ KÝ THỰC HÀNH")?.rect)).toBeCloseTo(430, 0);
    const mention = { text: "Nguyễn Thị Phượng", x: 85, y: 640 };
    expect(middleOf(leader([[mention, ...onePage()]])?.rect)).toBeCloseTo(430, 0);
  });

  test("the block on the last page; a block split over pages: above the name", () => {
    expect(leader([headLines(HEAD), blockLines(BLOCK)])?.page).toBe(2);
    const title = { text: "CHỦ TỊCH", x: 430, y: 60, centred: true };
    const name = { text: BLOCK.name, x: 430, y: 700, centred: true };
    const look = leader([[...headLines(HEAD), title], [name]]);
    expect(look?.page).toBe(2);
    expect(look?.rect.y).toBeGreaterThan(709);
  });

  test("a table of names is no block; nor is a page without text", () => {
    const table = ["HỌ VÀ TÊN", "Phạm Thị Ấu", "Vũ Đình Ưởng"].map((text, index) => ({
      text,
      x: 100,
      y: 500 - 18 * index,
    }));
    expect(() => leader([[...headLines(HEAD), ...table]])).toThrow(noAnchor("block"));
    expect(() => leader([[]])).toThrow(noAnchor("block"));
  });

  test("glyphs without letters give no anchor, the same page with letters does", () => {
    const image = SIGNATURE;
    const unknown = decreeDocument([onePage()], { letters: "unknown" });
    expect(() => plan(unknown, { preset: "leader", image })).toThrow(noAnchor("block"));
    expect(plan(decreeDocument([onePage()]), { preset: "leader", image }).looks).toHaveLength(1);
  });

  test("an image that is opaque or not blue is said", () => {
    const bytes = decreeDocument([onePage()]);
    expect(plan(bytes, { preset: "leader", image: SIGNATURE }).warnings).toEqual([]);
    const grey = drawnPng([4, 4], () => [60, 60, 60, 255]);
    expect(plan(bytes, { preset: "leader", image: grey }).warnings).toEqual([
      "IMAGE_OPAQUE",
      "SIGNATURE_NOT_BLUE",
    ]);
  });
});

describe("issue", () => {
  const MM = 72 / 25.4;
  const issue = (bytes: Uint8Array) =>
    plan(bytes, { preset: "issue", image: SEAL, number: "125", day: "05", month: "02" });
  const textMiddles = (look: ReturnType<typeof issue>["looks"][number] | undefined) =>
    (look?.marks ?? []).map((mark) =>
      mark.kind === "text" ? (look?.rect.x ?? 0) + mark.x + widthOf(mark.text, mark.size) / 2 : Number.NaN,
    );

  test("number, day and month stand in the middle of their dots, within a millimetre", () => {
    const { looks } = issue(decreeDocument([onePage()]));
    expect(looks).toHaveLength(3);
    const dots = 110 + widthOf("Số:", 13) + widthOf(".........", 13) / 2;
    expect(Math.abs((textMiddles(looks[0])[0] ?? 0) - dots)).toBeLessThan(MM);
    const start = 420 - widthOf(HEAD.date, 13) / 2;
    const day = start + widthOf("Hà Nội, ngày ", 13) + widthOf("....", 13) / 2;
    const month = start + widthOf("Hà Nội, ngày .... tháng ", 13) + widthOf("....", 13) / 2;
    const [foundDay = 0, foundMonth = 0] = textMiddles(looks[1]);
    expect(Math.abs(foundDay - day)).toBeLessThan(MM);
    expect(Math.abs(foundMonth - month)).toBeLessThan(MM);
    const [mark] = looks[0]?.marks ?? [];
    expect(mark).toMatchObject({ text: "125", size: 13 });
  });

  test.each([
    ["blanks", "Số:              /QĐ-UBND", "Hà Nội, ngày      tháng      năm 2026"],
    ["ellipses", "Số: ……/UBND-VP", "Hà Nội, ngày … tháng … năm 2026"],
    ["no room at all but the end of the line", "Số:", "Hà Nội, ngày…tháng…năm 2026"],
  ])("%s are taken as well", (_, number, date) => {
    const { looks } = issue(decreeDocument([onePage(BLOCK, { ...HEAD, number, date })]));
    const [at = 0] = textMiddles(looks[0]);
    expect(at).toBeGreaterThan(110 + widthOf("Số:", 13));
    expect(at).toBeLessThan(110 + widthOf("Số:              ", 13) + 20);
    const [day = 0, month = 0] = textMiddles(looks[1]);
    expect(day).toBeLessThan(month);
  });

  test("the seal in real size over the left third of the ink of the leader's image", () => {
    const [look] = plan(decreeDocument([onePage()]), { preset: "leader", image: SIGNATURE }).looks;
    const signed = signedWithDummy(decreeDocument([onePage()]), look && { appearance: look });
    const { looks, warnings } = issue(signed);
    const seal = looks[2]?.rect;
    const ink = { left: (look?.rect.x ?? 0) + 20, width: 40, middle: (look?.rect.y ?? 0) + 10 };
    expect(seal?.width).toBeCloseTo(102, 1);
    expect((seal?.x ?? 0) + (seal?.width ?? 0)).toBeCloseTo(ink.left + ink.width / 3, 1);
    expect((seal?.y ?? 0) + (seal?.height ?? 0) / 2).toBeCloseTo(ink.middle, 1);
    expect(warnings).toEqual([]);
    expect(issue(decreeDocument([onePage()])).warnings).toEqual(["LEADER_IMAGE_MISSING"]);
  });

  test.skipIf(!hasPoppler).each(["", "/Rotate 90", "/Rotate 180", "/Rotate 270"])(
    "ink is found on a page with %s as well, by poppler's picture (if installed)",
    (page) => {
      const rect = { x: 300, y: 300, width: 160, height: 40 };
      const marks = [{ kind: "image" as const, image: SIGNATURE, box: { ...rect, x: 0, y: 0 } }];
      const signed = signedWithDummy(decreeDocument([[]], { page }), {
        appearance: { page: 1, rect, marks },
      });
      const seal = plan(signed, { preset: "seal", image: SEAL }).looks[0]?.rect;
      expect((seal?.x ?? 0) + 102).toBeCloseTo(340 + 80 / 3, 0);
      const picture = pictureOf(signed);
      expect(picture.pixel(344, picture.height - 1 - 320)[2]).toBeGreaterThan(150);
      expect(picture.pixel(336, picture.height - 1 - 320)).toEqual([255, 255, 255]);
    },
  );
});

describe("text", () => {
  const lines = ["SAO Y", "2026-08-21T09:15:30+07:00"];

  test("a copy stands at the top right of page 1, ten points, clear of text", () => {
    const { looks, warnings } = plan(decreeDocument([onePage(), []]), { preset: "copy", lines });
    const [look] = looks;
    expect(look?.page).toBe(1);
    expect((look?.rect.x ?? 0) + (look?.rect.width ?? 0)).toBeGreaterThan(550);
    expect(look?.rect.y).toBeGreaterThan(790);
    expect(look?.marks).toMatchObject([
      { text: "SAO Y", size: 10 },
      { text: lines[1], size: 10 },
    ]);
    expect(warnings).toEqual([]);
  });

  test("a long line is broken; more than fits into the corner is refused", () => {
    const bytes = decreeDocument([[]]);
    const agency = "TRUNG TÂM ỨNG DỤNG VÀ CHUYỂN GIAO CÔNG NGHỆ THÔNG TIN THUỘC SỞ KHOA HỌC VÀ CÔNG NGHỆ";
    const [look] = plan(bytes, { preset: "copy", lines: ["SAO Y", agency, "2026-08-21"] }).looks;
    expect(look?.marks.map((mark) => (mark.kind === "text" ? mark.text : "")).join(" ")).toBe(
      `SAO Y ${agency} 2026-08-21`,
    );
    expect(look?.marks.length).toBeGreaterThan(3);
    expect(look?.rect.x).toBeGreaterThan(595 / 2 - 40);
    const long = (line: string) => () => plan(bytes, { preset: "copy", lines: [line] });
    expect(long("Ấ ".repeat(3000))).toThrow(
      expect.objectContaining({ code: "LIMIT_EXCEEDED", detail: { limit: "stampText" } }),
    );
    expect(long("Ấ ".repeat(100))).not.toThrow();
  });

  test("it moves below what stands there; where all is full, that is said", () => {
    const top = { text: "MẬT", x: 540, y: 815 };
    const moved = plan(decreeDocument([[top]]), { preset: "copy", lines });
    expect((moved.looks[0]?.rect.y ?? 0) + (moved.looks[0]?.rect.height ?? 0)).toBeLessThan(815);
    const full = Array.from({ length: 60 }, (_, index) => ({ ...top, y: 830 - 13 * index }));
    expect(plan(decreeDocument([full]), { preset: "copy", lines }).warnings).toEqual(["STAMP_OVER_TEXT"]);
  });

  test("initials stand after the last line of the text, without one beside the addressees", () => {
    const initial = (page: readonly Line[]) =>
      plan(decreeDocument([page]), { preset: "initial", lines: ["NTP"] }).looks[0];
    const end = 85 + widthOf("Văn bản này có hiệu lực kể từ ngày ký./.", 13);
    expect(initial(onePage())?.rect.x).toBeCloseTo(end + 2, 0);
    const addressees = { text: "Nơi nhận:", x: 85, y: 300 };
    expect(initial([addressees])?.rect.x).toBeCloseTo(85 + widthOf("Nơi nhận:", 13) + 2, 0);
    expect(() => initial([])).toThrow(noAnchor("end"));
  });
});

describe("places by hand, for documents without anchors", () => {
  const scan = decreeDocument([[], []]);

  test("a stamp stands with its middle there; without one, that no anchor was found is said", () => {
    expect(() => plan(scan, { preset: "leader", image: SIGNATURE })).toThrow(noAnchor("block"));
    const spots = { block: { page: 2, x: 300, y: 400 } };
    const [look] = plan(scan, { preset: "leader", image: SIGNATURE, spots }).looks;
    expect(look?.page).toBe(2);
    expect(middleOf(look?.rect)).toBeCloseTo(300);
    expect((look?.rect.y ?? 0) + (look?.rect.height ?? 0) / 2).toBeCloseTo(400);
  });

  test("number, day and month are set around their places in thirteen points", () => {
    const spots = {
      number: { page: 1, x: 150, y: 740 },
      date: { page: 1, x: 420, y: 740 },
      block: { page: 2, x: 430, y: 300 },
    };
    const request = { preset: "issue", image: SEAL, number: "412", day: "24", month: "11", spots } as const;
    const [number, date, seal] = plan(scan, request).looks;
    expect(middleOf(number?.rect)).toBeCloseTo(150);
    expect(middleOf(date?.rect)).toBeCloseTo(420);
    expect(number?.marks).toMatchObject([{ text: "412", size: 13 }]);
    expect(date?.marks).toMatchObject([{ text: "24" }, { text: "11" }]);
    expect(seal?.page).toBe(2);
  });

  test("an anchor that is there wins", () => {
    const spots = { block: { page: 1, x: 10, y: 10 } };
    const free = plan(decreeDocument([onePage()]), { preset: "leader", image: SIGNATURE }).looks;
    const given = plan(decreeDocument([onePage()]), { preset: "leader", image: SIGNATURE, spots }).looks;
    expect(given).toEqual(free);
  });
});

describe("the symbol after the number", () => {
  const symbolOf = (number: string) => {
    const bytes = decreeDocument([onePage(BLOCK, { ...HEAD, number })]);
    const request = { preset: "issue", image: SEAL, number: "1", day: "01", month: "01" } as const;
    return plan(bytes, request).symbol;
  };

  test("is read up to where its letters end, not into the next column", () => {
    expect(symbolOf("Số:........./QĐ-UBND")).toBe("/QĐ-UBND");
    expect(symbolOf("Số:      /SKHCN-CĐS")).toBe("/SKHCN-CĐS");
    expect(symbolOf("Số:......")).toBe("");
  });
});
