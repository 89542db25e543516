/** A picture of a stamp as it will print: on paper, in its real size, with what is odd about it said. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { type PaperSize, sizeOfWidth, type UsablePicture } from "../../templates/picture.ts";
import { isSealPreset } from "../../templates/template.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";

interface PaperPictureProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly size: PaperSize;
  readonly label: string;
}

/** CSS pixels a millimetre, as a screen counts them. */
const PIXELS_PER_MM = 96 / 25.4;

export function PaperPicture({ bytes, type, size, label }: PaperPictureProps): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return (
    <div class="stamp-paper">
      {url !== null && (
        <img
          src={url}
          alt={label}
          width={Math.round(size.widthMm * PIXELS_PER_MM)}
          height={Math.round(size.heightMm * PIXELS_PER_MM)}
        />
      )}
    </div>
  );
}

interface SizeFieldProps {
  readonly picture: UsablePicture;
  readonly preset: PresetName;
  /** Null where the width that was typed fits no stamp. */
  readonly size: PaperSize | null;
  readonly onSize: (size: PaperSize | null) => void;
}

/** "36", "35,5": millimetres as they are typed in either language. */
function readMillimetres(text: string): number | null {
  return /^\d{1,3}([.,]\d)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : null;
}

export function writeMillimetres(value: number): string {
  return String(value).replace(".", ",");
}

export function SizeField({ picture, preset, size, onSize }: SizeFieldProps): JSX.Element {
  const texts = pictureTexts[language()];
  const [typed, setTyped] = useState(size === null ? "" : writeMillimetres(size.widthMm));
  const hint = isSealPreset(preset) ? texts.sealSize : picture.size ? texts.sizeFromFile : texts.sizeGuessed;
  return (
    <div class="field">
      <label for="stamp-width">{texts.width}</label>
      <input
        id="stamp-width"
        class={`input ${size === null ? "bad" : ""}`}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={size === null}
        aria-describedby="stamp-width-hint"
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const width = readMillimetres(currentTarget.value);
          onSize(width === null ? null : sizeOfWidth(picture, width));
        }}
      />
      <span class="hint" id="stamp-width-hint">
        {size === null
          ? texts.sizeWrong
          : `${texts.size(writeMillimetres(size.widthMm), writeMillimetres(size.heightMm))}. ${hint}`}
      </span>
    </div>
  );
}

/** What is odd about a picture, or that it is as the decree wants it. */
export function PictureChecks({
  picture,
  preset,
}: {
  readonly picture: UsablePicture;
  readonly preset: PresetName;
}): JSX.Element {
  const texts = pictureTexts[language()];
  const warnings = picture.warnings[isSealPreset(preset) ? "seal" : "signature"];
  if (warnings.length === 0) return <Line tone="good" text={texts.fine} />;
  return (
    <div class="stack">
      {warnings.map((warning) => (
        <Line key={warning} tone="caution" text={texts.warnings[warning]} />
      ))}
    </div>
  );
}

function Line({ tone, text }: { tone: "good" | "caution"; text: string }): JSX.Element {
  return (
    <div class={`status ${tone}`}>
      <Icon name={tone} />
      <span>{text}</span>
    </div>
  );
}
