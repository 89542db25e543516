/** All character maps of a TrueType program (ISO/IEC 14496-22, cmap), for who must know what any viewer may choose. */

import { segmentedCoverage, segmentMapping, viewOf } from "../appearance/true-type.ts";
import { latin1Text } from "../characters.ts";

/** 0 for what the map does not have. */
type CharacterMap = (code: number) => number;

const MAX_MAPS = 32;

/** Errors: RangeError where there is none, or one cannot be read. */
export function characterMaps(program: Uint8Array): CharacterMap[] {
  const view = tableOf(program);
  const count = view.getUint16(2);
  if (count === 0 || count > MAX_MAPS) throw new RangeError("no character map");
  return Array.from({ length: count }, (_, index) => mapAt(view, view.getUint32(8 + 8 * index)));
}

function tableOf(program: Uint8Array): DataView {
  const file = viewOf(program);
  for (let at = 12; at < 12 + 16 * file.getUint16(4); at += 16) {
    if (latin1Text(program.subarray(at, at + 4)) !== "cmap") continue;
    const start = file.getUint32(at + 8);
    return viewOf(program.subarray(start, start + file.getUint32(at + 12)));
  }
  throw new RangeError("no cmap");
}

function mapAt(view: DataView, table: number): CharacterMap {
  switch (view.getUint16(table)) {
    case 0:
      return (code) => (code < 256 ? view.getUint8(table + 6 + code) : 0);
    case 4:
      return segmentMapping(view, table);
    case 6: {
      const [first, count] = [view.getUint16(table + 6), view.getUint16(table + 8)];
      return (code) =>
        code >= first && code < first + count ? view.getUint16(table + 10 + 2 * (code - first)) : 0;
    }
    case 12:
      return segmentedCoverage(view, table);
    default:
      throw new RangeError("another kind of character map");
  }
}
