/** The frame that draws a stranger's PDF: no extension, no parent, no network. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";
import { reach } from "../tools/viewer-reach.ts";

describe.skipIf(deskMissing !== null)(
  `the viewer's frame in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    test("draws the page, and reaches neither the extension nor its parent nor the network", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, "125_UBND-VX.pdf");
      await window.pin.waitFor();
      const frame = window.page.frames().find((one) => one.url().includes("viewer"));
      if (!frame) throw new Error("the sign window has no viewer frame");
      await frame.locator("canvas").first().waitFor();
      expect(await frame.evaluate(reach, desk.office.url)).toEqual({
        ...{ extension: [], parent: false, top: false, storage: false, network: false, origin: "null" },
      });
      // The window itself has what the frame has not: the test can tell.
      expect(await window.page.evaluate(reach, desk.office.url)).toMatchObject({
        parent: true,
        storage: true,
      });
      expect((await window.page.evaluate(reach, desk.office.url)).extension).toContain(
        "runtime.connectNative",
      );
    });
  },
);
