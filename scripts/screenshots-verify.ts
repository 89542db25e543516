/** Pictures of the verify window for docs/images, without host or token: `node scripts/screenshots-verify.ts` after a build. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { chromiumMissing } from "../test/tools/chromium.ts";
import { letterPdf } from "../test/tools/eoffice/letter.ts";
import { projectRoot } from "../test/tools/programs.ts";
import { CRL_PATH, hoursFromNow, OCSP_PATH } from "../test/tools/test-pki/authority.ts";
import { letterSignedBy } from "../test/tools/test-pki/signed-letter.ts";
import { openVerifyDesk, type VerifyTestDesk } from "../test/tools/verify-desk.ts";

const WINDOW = { width: 1180, height: 720 };
const SMALL = { width: 590, height: 360 };
const target = join(projectRoot, "docs", "images");

async function shoot(page: Page, name: string, size = WINDOW): Promise<void> {
  await page.setViewportSize(size);
  // The viewer draws the page anew at its new size.
  await page.waitForTimeout(2500);
  await page.screenshot({ path: join(target, `${name}.png`) });
}

const FILE = "125_UBND-VX.pdf";

async function shootAll(desk: VerifyTestDesk): Promise<void> {
  const { authority, letters } = desk;
  const check = async (name: string, bytes: Uint8Array, fault?: () => void) => {
    await desk.reset();
    fault?.();
    const page = await desk.check(FILE, bytes);
    await shoot(page, name);
    return page;
  };
  await check("verify-valid", letters.led);
  const office = await check("verify-office", letters.issued);
  await office.emulateMedia({ colorScheme: "dark" });
  await shoot(office, "verify-office-dark");
  await office.emulateMedia({ colorScheme: "light" });
  await shoot(office, "verify-office-zoom200", SMALL);
  const changed = await check("verify-bad-changed", letters.rewritten);
  await changed.emulateMedia({ colorScheme: "dark" });
  await shoot(changed, "verify-bad-changed-dark");
  await changed.emulateMedia({ colorScheme: "light" });
  await changed.getByRole("radio", { name: lookTexts.vi.version.compare }).click();
  await shoot(changed, "verify-compare");
  await check("verify-annotated", letters.annotated);
  await check("verify-unknown-signer", await letterSignedBy(authority.stranger));
  await check("verify-unsigned", new Uint8Array(letterPdf()));
  await check("verify-caution", letters.issued, () =>
    authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 })),
  );
  const status = { revokedAt: hoursFromNow(-48) };
  await check("verify-revoked", await letterSignedBy(authority.signer), () =>
    authority.service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status }) })),
  );
  await desk.reset();
  await folder(desk);
}

async function folder(desk: VerifyTestDesk): Promise<void> {
  const { letters } = desk;
  const page = await desk.openWindow();
  const root = desk.folder("van-ban-den", {
    "CV_125_trien_khai.pdf": letters.issued,
    "CV_126_sua.pdf": letters.rewritten,
    "CV_127_lanh_dao.pdf": letters.led,
    "ban_quet.pdf": new Uint8Array(letterPdf()),
    "la.pdf": await letterSignedBy(desk.authority.stranger),
    "hong.pdf": new TextEncoder().encode("%PDF-1.7"),
  });
  await page.getByLabel(folderTexts.vi.choose).setInputFiles(root);
  await page.getByText(folderTexts.vi.done("6")).first().waitFor();
  await shoot(page, "verify-folder");
}

if (chromiumMissing !== null) {
  console.error(`screenshots need ${chromiumMissing}`);
  process.exitCode = 1;
} else {
  mkdirSync(target, { recursive: true });
  const desk = await openVerifyDesk();
  try {
    await shootAll(desk);
  } finally {
    await desk.close();
  }
}
