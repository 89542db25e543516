/** A place for files: drag and drop, or the chooser behind a button. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";

interface FileDropProps {
  readonly title: string;
  readonly hint: string;
  readonly accept: string;
  readonly onFiles: (files: File[]) => void;
}

export function FileDrop({ title, hint, accept, onFiles }: FileDropProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button inside as its keyboard way
    <div
      class={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <Icon name="file" size={24} />
      <h2>{title}</h2>
      <p class="small">{hint}</p>
      <button type="button" class="btn" onClick={() => input.current?.click()}>
        {partsTexts[language()].chooseFile}
      </button>
      <input
        ref={input}
        class="vh"
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-label={partsTexts[language()].chooseFile}
        onChange={(event) => take(event.currentTarget.files)}
      />
    </div>
  );
}
