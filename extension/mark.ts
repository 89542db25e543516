/** The computer's own mark: drawn at random once, kept in the extension's storage, unknown to pages; stands wherever a PIN is asked. */

import * as v from "valibot";
import browser from "webextension-polyfill";

/** Two short words each, easy to tell apart by eye and by ear. */
const FIRST = [
  "Sen",
  "Tre",
  "Lúa",
  "Mai",
  "Đào",
  "Quế",
  "Hồi",
  "Cau",
  "Dừa",
  "Trúc",
  "Thông",
  "Lim",
  "Gạo",
  "Bưởi",
  "Nhãn",
  "Vải",
];
const SECOND = [
  "Trà",
  "Núi",
  "Sông",
  "Suối",
  "Biển",
  "Mây",
  "Nắng",
  "Gió",
  "Đồng",
  "Làng",
  "Đình",
  "Chùa",
  "Cầu",
  "Đò",
  "Sáo",
  "Trống",
];

/** Side of the square pattern, which is symmetric left to right. */
const SIDE = 5;

const mark = v.strictObject({ name: v.string(), cells: v.pipe(v.array(v.boolean()), v.length(SIDE * SIDE)) });
export type Mark = v.InferOutput<typeof mark>;

const KEY = "own-mark";

function draw(): Mark {
  const random = crypto.getRandomValues(new Uint8Array(2 + SIDE * SIDE));
  const [first = 0, second = 0, ...bits] = random;
  const name = `${FIRST[first % FIRST.length]} ${SECOND[second % SECOND.length]}`;
  const cells = bits.map((_, at) => {
    const column = at % SIDE;
    const mirrored = at - column + Math.min(column, SIDE - 1 - column);
    return ((bits[mirrored] ?? 0) & 1) === 1;
  });
  return { name, cells };
}

/** The mark; drawn where there is none yet. */
export async function ownMark(): Promise<Mark> {
  const stored = v.safeParse(mark, (await browser.storage.local.get(KEY))[KEY]);
  if (stored.success) return stored.output;
  const drawn = draw();
  await browser.storage.local.set({ [KEY]: drawn });
  return drawn;
}
