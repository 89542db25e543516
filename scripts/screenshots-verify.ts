/** Pictures of the verify window for docs/images, without host or token: `node scripts/screenshots-verify.ts` after a build. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { writeName } from "#shared/asn1/name.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { newRoot } from "../test/shared/trust/pki.ts";
import { chromiumMissing } from "../test/tools/chromium.ts";
import { letterPdf } from "../test/tools/eoffice/letter.ts";
import { projectRoot } from "../test/tools/programs.ts";
import { CRL_PATH, hoursFromNow, OCSP_PATH, SIGNING_BITS, VALID } from "../test/tools/test-pki/authority.ts";
import { letterSignedBy, stampedLetter } from "../test/tools/test-pki/signed-letter.ts";
import { openVerifyDesk, type VerifyTestDesk } from "../test/tools/verify-desk.ts";

const WINDOW = { width: 1180, height: 720 };
const SMALL = { width: 590, height: 360 };
const target = join(projectRoot, "docs", "images");

async function shoot(page: Page, name: string, size = WINDOW): Promise<void> {
  await page.setViewportSize(size);
  const pages = page.frameLocator("iframe.paper").locator("canvas");
  if ((await page.locator("iframe.paper").count()) > 0) await pages.first().waitFor();
  // The viewer draws the page anew at its new size, and each act gets its pictures.
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
  await check("verify-unknown-signer", await letterSignedBy(unknownSigner()));
  await check("verify-unsigned", new Uint8Array(letterPdf()));
  await check("verify-caution", letters.issued, () =>
    authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 })),
  );
  const { signer, tsa } = authority;
  const status = { revokedAt: hoursFromNow(-48) };
  const revoked = () =>
    authority.service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status }) }));
  const times = { contentAt: hoursFromNow(-3), signedAt: hoursFromNow(-2) };
  await check("verify-revoked", stampedLetter({ signer, tsa, ...times }), revoked);
  await check("verify-revoked-unproved", await letterSignedBy(signer), revoked);
  await desk.reset();
  await folder(desk);
}

/** By an authority that is on no machine. */
function unknownSigner() {
  const authority = newRoot({ ...VALID, name: "CA tỉnh Bình Minh", keyUsage: [5, 6] });
  const subject = writeName([
    ["country", "VN"],
    ["organization", "UBND tỉnh Bình Minh"],
    ["commonName", "Trần Thị Mai"],
  ]);
  return authority.issue({ ...VALID, subject, keyUsage: SIGNING_BITS });
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
