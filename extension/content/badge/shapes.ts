/** Drawings of the badge, on a grid of 24. `solid`: filled; `cut`: drawn in the colour of the ground; `dashed`: an open ring. */

import type { JobAction } from "../../jobs.ts";
import type { CheckState } from "./verdict-button.ts";

interface Shape {
  readonly path: string;
  readonly look?: "solid" | "cut" | "dashed" | "turning";
}

const DISC = "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19";
const RING = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18";

export const SHAPES: Readonly<Record<Exclude<JobAction, "verify"> | "tick" | CheckState, readonly Shape[]>> =
  {
    tick: [{ path: "M5 12.5l4.5 4.5L19 7" }],
    sign: [
      { path: "M4 20l1-4.5L16.2 4.3a1.6 1.6 0 0 1 2.3 0l1.2 1.2a1.6 1.6 0 0 1 0 2.3L8.5 19z" },
      { path: "M14 6.5l3.5 3.5" },
    ],
    unchecked: [
      { path: RING },
      { path: "M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7" },
      { path: "M12 16.5v.2" },
    ],
    checking: [{ path: "M12 3a9 9 0 1 0 9 9", look: "turning" }],
    good: [
      { path: DISC, look: "solid" },
      { path: "M7.8 12.4l2.9 2.9 5.6-6", look: "cut" },
    ],
    caution: [
      { path: "M12 3L22 20.6H2z", look: "solid" },
      { path: "M12 9.5v5", look: "cut" },
      { path: "M12 17.6v.1", look: "cut" },
    ],
    bad: [
      { path: "M8.1 2.5h7.8l5.6 5.6v7.8l-5.6 5.6H8.1l-5.6-5.6V8.1z", look: "solid" },
      { path: "M8.6 8.6l6.8 6.8m0-6.8l-6.8 6.8", look: "cut" },
    ],
    unsigned: [{ path: RING, look: "dashed" }, { path: "M8.5 12h7" }],
    unreadable: [{ path: RING }, { path: "M12 7.5v6" }, { path: "M12 16.6v.2" }],
  };
