/** Pixels out of unfiltered PNG rows (ISO/IEC 15948, 7.2 and 11.3.2.1): every colour type and bit depth, tRNS included. */

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  /** Samples in a pixel. */
  readonly channels: number;
}

export interface PngPalette {
  readonly colours: Uint8Array | null;
  readonly transparency: Uint8Array | null;
}

/** Writes red, green and blue at `to` and answers the opacity; all of eight bits. */
type PixelReader = (x: number, y: number, rgb: Uint8Array, to: number) => number;

export function pixelReader(rows: Uint8Array, header: PngHeader, palette: PngPalette): PixelReader {
  const sample = sampleReader(rows, header);
  if (header.colourType === 3) return indexedReader(sample, palette);
  return directReader(sample, header, palette.transparency);
}

/** The sample as it stands, unscaled. */
type SampleReader = (x: number, y: number, channel: number) => number;

function sampleReader(rows: Uint8Array, { width, depth, channels }: PngHeader): SampleReader {
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  return (x, y, channel) => {
    const index = x * channels + channel;
    if (depth === 16) {
      const at = y * rowBytes + 2 * index;
      return (rows[at] ?? 0) * 256 + (rows[at + 1] ?? 0);
    }
    if (depth === 8) return rows[y * rowBytes + index] ?? 0;
    const bit = index * depth;
    return ((rows[y * rowBytes + (bit >> 3)] ?? 0) >> (8 - (bit % 8) - depth)) & (2 ** depth - 1);
  };
}

function indexedReader(sample: SampleReader, { colours, transparency }: PngPalette): PixelReader {
  return (x, y, rgb, to) => {
    const index = sample(x, y, 0);
    for (let channel = 0; channel < 3; channel++) rgb[to + channel] = colours?.[3 * index + channel] ?? 0;
    return transparency?.[index] ?? 255;
  };
}

/** 11.3.2.1: of grey and RGB, tRNS names one colour that is see-through, at the depth of the image. */
function directReader(
  sample: SampleReader,
  { depth, channels }: PngHeader,
  transparency: Uint8Array | null,
): PixelReader {
  const scale = 255 / (2 ** depth - 1);
  const colours = channels >= 3 ? 3 : 1;
  const hasAlpha = channels === 2 || channels === 4;
  const hidden = transparency && !hasAlpha ? hiddenColour(transparency, colours) : null;
  return (x, y, rgb, to) => {
    let isHidden = hidden !== null;
    for (let channel = 0; channel < 3; channel++) {
      const value = sample(x, y, colours === 3 ? channel : 0);
      if (hidden && value !== hidden[colours === 3 ? channel : 0]) isHidden = false;
      rgb[to + channel] = Math.round(value * scale);
    }
    if (hasAlpha) return Math.round(sample(x, y, channels - 1) * scale);
    return isHidden ? 0 : 255;
  };
}

function hiddenColour(data: Uint8Array, colours: number): number[] {
  return Array.from(
    { length: colours },
    (_, index) => (data[2 * index] ?? 0) * 256 + (data[2 * index + 1] ?? 0),
  );
}
