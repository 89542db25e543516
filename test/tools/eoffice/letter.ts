/** A Vietnamese official letter as a PDF, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I wants it; agency and people are invented. */

import { type FontStyle, type LetterFont, letterFont } from "./letter-font.ts";

export interface Letter {
  /** Number and symbol, such as "125/UBND-VX". */
  readonly number: string;
  /** What the letter is about, without "V/v". */
  readonly about: string;
  /** Paragraphs of the text. */
  readonly text: readonly string[];
  /** Place and date; by default a day is filled in. */
  readonly date?: string;
  /** Bytes of a stream that no page shows: makes a letter of any size. */
  readonly ballast?: number;
}

export const SAMPLE_LETTER: Letter = {
  number: "125/UBND-VX",
  about: "triển khai ký số văn bản trên hệ thống quản lý văn bản và điều hành",
  text: [
    "Thực hiện kế hoạch chuyển đổi số của tỉnh, Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở, ban, ngành và Chủ tịch Ủy ban nhân dân các xã, phường tổ chức ký số 100% văn bản đi trên hệ thống quản lý văn bản và điều hành kể từ ngày 01 tháng 12 năm 2026.",
    "Văn bản gửi qua mạng phải có chữ ký số của người có thẩm quyền và của cơ quan; khi nhận văn bản, văn thư kiểm tra chữ ký số trước khi đăng ký văn bản đến.",
    "Giao Sở Khoa học và Công nghệ theo dõi, hướng dẫn và báo cáo kết quả trước ngày 15 hằng tháng./.",
  ],
};

const WIDTH = 595;
const HEIGHT = 842;
const LEFT = 85;
const RIGHT = WIDTH - 57;

type Fonts = Readonly<Record<FontStyle, LetterFont>>;

interface Line {
  readonly text: string;
  readonly style: FontStyle;
  readonly size: number;
  /** Points from the left edge: where the line begins, or its middle when `centred`. */
  readonly x: number;
  readonly y: number;
  readonly centred?: boolean;
}

const KEYS: Readonly<Record<FontStyle, string>> = { regular: "F1", bold: "F2", italic: "F3" };

function drawLine(fonts: Fonts, line: Line): string {
  const font = fonts[line.style];
  const width = (font.width(line.text) * line.size) / 1000;
  const x = line.centred ? line.x - width / 2 : line.x;
  return `BT /${KEYS[line.style]} ${line.size} Tf ${x.toFixed(2)} ${line.y} Td ${font.show(line.text)} Tj ET`;
}

/** Words filled into lines of at most `width` points. */
function fill(font: LetterFont, paragraph: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    const indent = lines.length === 0 ? 28 : 0;
    if ((font.width(longer) * size) / 1000 > width - indent && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function heading(letter: Letter): Line[] {
  const agency = 165;
  const state = 405;
  return [
    { text: "ỦY BAN NHÂN DÂN", style: "regular", size: 12, x: agency, y: 780, centred: true },
    { text: "TỈNH AN BÌNH", style: "bold", size: 12, x: agency, y: 764, centred: true },
    { text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style: "bold", size: 12, x: state, y: 780, centred: true },
    { text: "Độc lập - Tự do - Hạnh phúc", style: "bold", size: 13, x: state, y: 764, centred: true },
    { text: `Số: ${letter.number}`, style: "regular", size: 13, x: agency, y: 736, centred: true },
    {
      text: letter.date ?? "An Bình, ngày 25 tháng 11 năm 2026",
      style: "italic",
      size: 13,
      x: state,
      y: 736,
      centred: true,
    },
  ];
}

function body(fonts: Fonts, letter: Letter): Line[] {
  const about = fill(fonts.regular, `V/v ${letter.about}`, 12, 190).map(
    (text, index): Line => ({ text, style: "regular", size: 12, x: 165, y: 718 - 15 * index, centred: true }),
  );
  let y = 718 - 15 * about.length - 26;
  const lines: Line[] = [
    ...about,
    { text: "Kính gửi: Các sở, ban, ngành; UBND các xã, phường.", style: "regular", size: 13, x: 150, y },
  ];
  y -= 30;
  for (const paragraph of letter.text) {
    for (const [index, text] of fill(fonts.regular, paragraph, 13, RIGHT - LEFT).entries()) {
      lines.push({ text, style: "regular", size: 13, x: index === 0 ? LEFT + 28 : LEFT, y });
      y -= 19;
    }
    y -= 6;
  }
  return [...lines, ...signature(y - 14)];
}

function signature(y: number): Line[] {
  const x = 430;
  return [
    { text: "Nơi nhận:", style: "bold", size: 12, x: LEFT, y },
    { text: "- Như trên;", style: "regular", size: 11, x: LEFT, y: y - 15 },
    { text: "- TT Tỉnh ủy, TT HĐND tỉnh;", style: "regular", size: 11, x: LEFT, y: y - 29 },
    { text: "- Lưu: VT, VX.", style: "regular", size: 11, x: LEFT, y: y - 43 },
    { text: "KT. CHỦ TỊCH", style: "bold", size: 13, x, y, centred: true },
    { text: "PHÓ CHỦ TỊCH", style: "bold", size: 13, x, y: y - 17, centred: true },
    { text: "Lại Xuân Lâm", style: "bold", size: 13, x, y: y - 120, centred: true },
  ];
}

/** Objects in order with a classic cross-reference table (ISO 32000-2 7.5.4). */
function assemble(objects: readonly Buffer[], root: string): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    offsets.push(at);
    parts.push(part);
    at += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${root} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** The same bytes each time, without a pattern that would pack them. */
function noise(size: number): Buffer {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = 1;
  for (let index = 0; index < words.length; index++) {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[index] = state;
  }
  return Buffer.from(words.buffer, 0, size);
}

/** The letter as one A4 page. The same letter gives the same bytes on the same machine. */
export function letterPdf(letter: Letter = SAMPLE_LETTER): Buffer {
  const fonts: Fonts = {
    regular: letterFont("regular"),
    bold: letterFont("bold"),
    italic: letterFont("italic"),
  };
  const content = [...heading(letter), ...body(fonts, letter)].map((line) => drawLine(fonts, line));
  const rules = `0.6 w 330 758 m 480 758 l S 135 758 m 195 758 l S`;
  const objects: Buffer[] = [];
  const add = (text: string, stream?: Uint8Array) => {
    const bytes = stream
      ? Buffer.concat([
          Buffer.from(`<< ${text} /Length ${stream.length} >>\nstream\n`),
          stream,
          Buffer.from("\nendstream"),
        ])
      : Buffer.from(text);
    objects.push(bytes);
    return `${objects.length} 0 R`;
  };
  const styles: FontStyle[] = ["regular", "bold", "italic"];
  const resources = styles.map((style) => `/${KEYS[style]} ${fonts[style].write(add)}`).join(" ");
  const stream = add("", Buffer.from([rules, ...content].join("\n")));
  const pages = `${objects.length + 2} 0 R`;
  const page = add(
    `<< /Type /Page /Parent ${pages} /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << ${resources} >> >> /Contents ${stream} >>`,
  );
  add(`<< /Type /Pages /Kids [${page}] /Count 1 >>`);
  const ballast = letter.ballast === undefined ? "" : `/Ballast ${add("", noise(letter.ballast))}`;
  const root = add(`<< /Type /Catalog /Pages ${pages} /Lang (vi-VN) ${ballast} >>`);
  return assemble(objects, root);
}
