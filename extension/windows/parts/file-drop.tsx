/** A place for files: drag and drop, or the chooser behind a button. */

import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";

interface FileDropProps {
  readonly title: string;
  readonly hint: string;
  readonly accept: string;
  readonly onFiles: (files: File[]) => void;
  /** Where folders may be dropped too; else the files of a drop go to `onFiles`. */
  readonly onTransfer?: (transfer: DataTransfer) => void;
  /** Beside the chooser's button. */
  readonly children?: ComponentChildren;
}

export function FileDrop(props: FileDropProps): JSX.Element {
  const { title, hint, accept, onFiles, onTransfer, children } = props;
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
        if (onTransfer && event.dataTransfer) onTransfer(event.dataTransfer);
        else take(event.dataTransfer?.files);
      }}
    >
      <Icon name="file" size={24} />
      <h2>{title}</h2>
      <p class="small">{hint}</p>
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
      <div class="row">
        <button type="button" class="btn" onClick={() => input.current?.click()}>
          {partsTexts[language()].chooseFile}
        </button>
        {children}
      </div>
    </div>
  );
}
