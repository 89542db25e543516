/** Where the user's own files are dropped or chosen. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { FileDrop } from "../parts/file-drop.tsx";
import { language } from "../parts/language.ts";
import type { Desk } from "./desk.ts";

export function DropArea({ desk, id }: { desk: Desk; id: string }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <FileDrop
      title={texts.drop}
      hint={texts.dropOr}
      accept="application/pdf,.pdf"
      onFiles={(files) => desk.give(id, files)}
    />
  );
}
