/** Line drawings of the badge, on a grid of 24. */

import type { JobAction } from "../../jobs.ts";

export const SHAPES: Readonly<Record<JobAction | "tick", readonly string[]>> = {
  tick: ["M5 12.5l4.5 4.5L19 7"],
  sign: ["M4 20l1-4.5L16.2 4.3a1.6 1.6 0 0 1 2.3 0l1.2 1.2a1.6 1.6 0 0 1 0 2.3L8.5 19z", "M14 6.5l3.5 3.5"],
  verify: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18", "M8 12.2l2.7 2.7 5.3-5.8"],
};
