/** Files and folders from the disk, dropped on a page by the browser itself, as from a file manager. */

import type { Page } from "playwright-core";

/** In the middle of the place for files. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const place = page.locator(".drop");
  await place.waitFor();
  const box = await place.boundingBox();
  if (box === null) throw new Error("there is no place for files");
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  }
  await session.detach();
}
