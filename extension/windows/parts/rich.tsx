/** A sentence with parts in bold, written `**so**` in the texts. */

import type { JSX } from "preact";

export function Rich({ text }: { text: string }): JSX.Element {
  return (
    <>{text.split("**").map((piece, index) => (index % 2 === 1 ? <b key={piece}>{piece}</b> : piece))}</>
  );
}
