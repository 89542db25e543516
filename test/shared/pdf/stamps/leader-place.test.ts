import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { decreeDocument, type Line } from "../../../fixtures/stamps/decree.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";
import { drawnPng } from "../../../fixtures/stamps/png.ts";

/** 120 × 50 points. */
const HAND = drawnPng([120, 50], () => [20, 40, 200, 255], 72);
const NAME = "Nguyễn Thị Phượng";
const MIDDLE = 430;
const title = (y: number, text = "CHỦ TỊCH"): Line => ({ text, x: MIDDLE, y, centred: true });
const name = (y: number, text = NAME): Line => ({ text, x: MIDDLE, y, centred: true });

function leader(lines: readonly Line[], signer = NAME) {
  const document = openPdf(sourceOf(decreeDocument([lines])));
  const plan = planPreset({ document, preset: "leader", image: HAND, lines: [], signer, font: tinos });
  const [look] = plan.looks;
  if (!look) throw new Error("no look");
  const { x, y, width, height } = look.rect;
  return { middle: x + width / 2, bottom: y, top: y + height, width: Math.round(width), over: plan.over };
}

describe("the space between title and name", () => {
  test("may be tall where the name is the signer's own", () => {
    const { bottom, top } = leader([title(500), name(250)]);
    expect((bottom + top) / 2).toBeCloseTo((500 + 250 + 0.65 * 13) / 2, 0);
    const other = () => leader([title(500), name(250)], "Lê Văn Khác");
    expect(other).toThrow(expect.objectContaining({ code: "ANCHOR_NOT_FOUND" }));
    expect(leader([title(400), name(250)], "Lê Văn Khác").middle).toBeCloseTo(MIDDLE, 0);
  });

  test("begins below a note in brackets", () => {
    const { top, middle } = leader([title(400), title(384, "(Ký, ghi rõ họ tên)"), name(300)]);
    expect(middle).toBeCloseTo(MIDDLE, 0);
    expect(top).toBeLessThan(384);
  });

  test("is looked through for a free place: higher or lower, smaller, else it is said", () => {
    const beside = (y: number): Line => ({ text: "- Ủy ban nhân dân tỉnh;", x: 300, y });
    const clear = leader([title(400), name(250)]);
    expect([clear.over, clear.width]).toEqual([[], 120]);
    const higher = leader([title(400), name(250), beside(310)]);
    expect([higher.over, higher.width]).toEqual([[], 120]);
    expect(Math.abs(higher.middle - MIDDLE)).toBeLessThan(9);
    expect(higher.bottom > 310 || higher.top < 310).toBe(true);
    const smaller = leader([title(330), name(250), beside(309), beside(262)]);
    expect(smaller.over).toEqual([]);
    expect(smaller.width).toBeLessThan(120);
    const full = Array.from({ length: 12 }, (_, index) => beside(390 - 11 * index));
    expect(leader([title(400), name(250), ...full]).over).toEqual(["leader"]);
  });
});

test("a watermark across the page is no text; words turned by a quarter are", () => {
  const over = (matrix: string) => {
    const frame = {
      page: "/MediaBox [0 0 595 842]",
      matrix: `q ${matrix} cm BT /F1 70 Tf <00240025> Tj ET Q`,
    };
    const document = openPdf(sourceOf(decreeDocument([[title(400), name(300)]], { frame })));
    return planPreset({ document, preset: "leader", image: HAND, lines: [], signer: NAME, font: tinos }).over;
  };
  expect(over("0.7 0.7 -0.7 0.7 430 330")).toEqual([]);
  expect(over("0 1 -1 0 460 330")).toEqual(["leader"]);
});

test("the name of an agency is no block: above it there is no room", () => {
  const head = [
    { text: "ỦY BAN NHÂN DÂN TỈNH", x: 170, y: 790, centred: true },
    { text: "SỞ NỘI VỤ", x: 170, y: 774, centred: true },
  ];
  const lines = [...head, title(416, "SỞ NỘI VỤ"), title(400, "GIÁM ĐỐC"), name(300)];
  expect(leader(lines, "SỞ NỘI VỤ")).toEqual(leader(lines));
});

describe("the signer's name", () => {
  test.each([
    "GS. TS. BS. Nguyễn Thị Phượng",
    "PGS.TS. Nguyễn Thị Phượng",
    "Đại tá Nguyễn Thị Phượng",
    "Thiếu tướng, PGS. TS. Nguyễn Thị Phượng",
    "N g u y ễ n T h ị P h ư ợ n g",
    "NGUYỄN THỊ PHƯỢNG",
    "Nguyễn Thị Phượng.",
  ])("%s", (text) => {
    expect(leader([title(400), name(300, text)]).middle).toBeCloseTo(MIDDLE, 0);
  });

  test.each(["NGUYEN THI PHUONG", "Nguyễn Thị Phượng - Giám đốc", "Nguyễn Thị Phượng (SKHCN)"])(
    "as the certificate writes it: %s",
    (signer) => {
      const other = { text: "Trần Văn Hòa", x: 170, y: 300, centred: true };
      const lines = [{ ...title(400, "CHÁNH VĂN PHÒNG"), x: 170 }, other, title(400), name(300)];
      expect(leader(lines, signer).middle).toBeCloseTo(MIDDLE, 0);
      expect(leader(lines, "TRAN VAN HOA").middle).toBeCloseTo(170, 0);
    },
  );

  test("beside two others, with little room between them", () => {
    const names = ["Đại tá Nguyễn Hồng Nhật", "BS. CKII. Nguyễn Thị Phượng", "Trần Thị Kim Ngân"];
    const row = (y: number, texts: readonly string[]) =>
      texts.map((text, at) => ({ text, x: 110 + 180 * at, y, size: 13, centred: true }));
    const lines = [...row(400, ["PHÓ GIÁM ĐỐC", "GIÁM ĐỐC", "GIÁM ĐỐC"]), ...row(300, names)];
    expect(leader(lines).middle).toBeCloseTo(290, 0);
    expect(leader(lines, "Trần Thị Kim Ngân").middle).toBeCloseTo(470, 0);
  });

  test("of another person after a degree, where it is the only block", () => {
    const lines = [title(400), name(300, "PGS. TS. Trần Quốc Bảo")];
    expect(leader(lines, "CHỮ KÝ THỰC HÀNH").middle).toBeCloseTo(MIDDLE, 0);
  });

  test("in a table or a list after the block is not taken for it", () => {
    const list = [
      { text: "Danh sách kèm theo", x: 85, y: 200 },
      { text: NAME, x: 85, y: 184 },
      { text: "Trần Văn Hòa", x: 85, y: 168 },
    ];
    expect(leader([title(400), name(300), ...list]).middle).toBeCloseTo(MIDDLE, 0);
  });

  test("with a letter or two that the font says wrongly, where no other name is like it", () => {
    const wrong = "Nguyển Thi Phượng";
    expect(leader([title(400), name(300, wrong)]).middle).toBeCloseTo(MIDDLE, 0);
    const left = [
      { text: "GIÁM ĐỐC", x: 170, y: 400, centred: true },
      { text: "Trần Văn Hòa", x: 170, y: 300, centred: true },
    ];
    expect(leader([title(400), name(300, wrong), ...left]).middle).toBeCloseTo(MIDDLE, 0);
    const twice = [
      { text: "GIÁM ĐỐC", x: 170, y: 400, centred: true },
      { text: "Nguyễn Thi Phương", x: 170, y: 300, centred: true },
    ];
    const either = () => leader([title(400), name(300, wrong), ...twice]);
    expect(either).toThrow(expect.objectContaining({ code: "ANCHOR_NOT_FOUND" }));
  });
});
