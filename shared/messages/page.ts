/** Texts of the badge, the context menu and the giving back: small, since they go into every page with badges. */

import type { ErrorCode } from "../errors.ts";
import type { Language } from "./error-text.ts";

const vi = {
  sign: "Ký số",
  verify: "Kiểm tra chữ ký",
  verifyShort: "Kiểm tra",
  badgeLabel: (action: string, name: string) => `Ấn Tín: ${action}. ${name}`,
  refused: (code: ErrorCode): string =>
    code === "ACTION_PENDING"
      ? "Cửa sổ ký đang bận, ký xong rồi bấm lại"
      : "Chưa mở được, đề nghị tải lại trang",
  fileField: "ô chọn tệp",
};

export type PageTexts = typeof vi;

const en: PageTexts = {
  sign: "Sign",
  verify: "Check the signature",
  verifyShort: "Check",
  badgeLabel: (action, name) => `Ấn Tín: ${action}. ${name}`,
  refused: (code) =>
    code === "ACTION_PENDING"
      ? "The sign window is busy; sign there first"
      : "Could not open; reload the page",
  fileField: "the file field",
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { vi, en };
