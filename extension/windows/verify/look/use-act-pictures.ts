/** Pictures of what the signatures of a file put on its pages, as they come. */

import { useEffect, useState } from "preact/hooks";
import type { SignaturePlace } from "../../engine-look-messages.ts";
import { type ActPicture, drawActs } from "./act-pictures.ts";

/** By field. None for a single signature: it is on the page beside. */
export function useActPictures(
  { blob, password }: { readonly blob: Blob | null; readonly password: string | undefined },
  places: readonly SignaturePlace[],
): ReadonlyMap<string, ActPicture> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, ActPicture>>(new Map());
  useEffect(() => {
    setPictures(new Map());
    if (blob === null || places.length < 2) return;
    const stop = new AbortController();
    const onPicture = (picture: ActPicture) =>
      setPictures((known) => new Map(known).set(picture.field, picture));
    void drawActs({ file: blob, password, places, signal: stop.signal, onPicture });
    return () => stop.abort();
  }, [blob, password, places]);
  return pictures;
}
