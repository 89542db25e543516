/** The sign window with a batch: the list on the left, or one of its documents; one decision for all on the right. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { language } from "../../parts/language.ts";
import { useStore } from "../../parts/store.ts";
import type { Desk } from "../desk.ts";
import { BatchFoot } from "./foot.tsx";
import { BatchList } from "./list.tsx";
import { BatchLook } from "./look.tsx";
import { BatchMiddle } from "./middle.tsx";
import type { Papers } from "./state.ts";
import { BatchTop } from "./top.tsx";
import { useStampsOfAll } from "./use-stamps-of-all.ts";

export interface BatchProps extends Papers {
  readonly desk: Desk;
  readonly practice: boolean;
}

export function BatchBody(given: Omit<BatchProps, "works">): JSX.Element {
  const { desk, state, batch } = given;
  const props = { ...given, works: useStore(desk.stamps.store) };
  useStampsOfAll(props);
  const looked = state.entries.find(({ id }) => id === batch.viewing);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === "Escape" && batch.viewing !== null) desk.batches.view(batch.id, null);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
  return (
    <main class="sign" lang={language()}>
      <BatchTop {...props} />
      {looked === undefined ? <BatchList {...props} /> : <BatchLook {...props} entry={looked} />}
      <BatchMiddle {...props} />
      <BatchFoot {...props} />
      <p class="vh" role="status">
        {state.announcement}
      </p>
    </main>
  );
}
