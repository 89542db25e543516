/** The stamps of every document of a batch: proposed and placed as soon as it is checked and the certificate known. */

import { useEffect } from "preact/hooks";
import { useStore } from "../../parts/store.ts";
import { chosenOffer } from "../choose.ts";
import { labelOf } from "../labels.ts";
import { sceneOf } from "../stamps/use-stamps.ts";
import { entriesOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function useStampsOfAll({ desk, state, batch }: BatchProps): void {
  const labels = useStore(desk.labels.store);
  const entries = entriesOf(state, batch).filter(({ phase }) => phase.kind === "ready");
  const [first] = entries;
  const offer = first === undefined ? null : chosenOffer(state, first);
  const label = offer === null ? null : labelOf(labels, offer.certificate);
  const ids = entries.map(({ id }) => id).join(" ");
  useEffect(() => {
    if (offer === null || label === null) return;
    for (const entry of entries) {
      const scene = sceneOf(entry, offer, label);
      if (scene !== null) void desk.batches.settle(entry.id, scene);
    }
  }, [ids, offer?.certificate.id, label]);
}
