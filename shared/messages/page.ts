/** Texts of the badge, the context menu and the giving back: small, since they go into every page with badges. */

import type { ErrorCode } from "../errors.ts";
import type { Language } from "./error-text.ts";

const vi = {
  sign: "Ký số",
  verify: "Kiểm tra chữ ký",
  verifyShort: "Kiểm tra",
  badgeLabel: (action: string, name: string) => `Ấn Tín: ${action}. ${name}`,
  states: {
    checking: "Đang kiểm tra",
    good: "Hợp lệ",
    caution: "Cần chú ý",
    bad: "Không hợp lệ",
    unsigned: "Chưa ký",
    unreadable: "Không đọc được",
  },
  openResult: "Mở kết quả.",
  cardLabel: "Ấn Tín: kết quả kiểm tra",
  file: "Tệp",
  signers: "Người ký",
  signedAt: "Ký lúc",
  seeResult: "Xem kết quả",
  checkAgain: "Kiểm tra lại",
  refused: (code: ErrorCode): string =>
    code === "ACTION_PENDING"
      ? "Cửa sổ ký đang bận, ký xong rồi bấm lại"
      : code === "DOCUMENT_CHANGED"
        ? "Trang vừa thay đổi, đề nghị xem lại các văn bản đã chọn"
        : "Chưa mở được, đề nghị tải lại trang",
  fileField: "ô chọn tệp",
  signAll: "Ký tất cả văn bản trên trang này",
  tick: "Chọn để ký cùng lúc",
  tickKeys: "Chọn để ký cùng lúc. Enter: ký các văn bản đã chọn. Ctrl+A: chọn tất cả.",
  barLabel: "Ấn Tín: văn bản đã chọn để ký",
  ticked: (count: string, all: string) => `Đã chọn ${count} trên ${all} văn bản`,
  tickAll: (all: string) => `Chọn cả ${all}`,
  tickNone: "Bỏ chọn",
  signTicked: (count: string) => `Ký số ${count} văn bản`,
};

export type PageTexts = typeof vi;

const en: PageTexts = {
  sign: "Sign",
  verify: "Check the signature",
  verifyShort: "Check",
  badgeLabel: (action, name) => `Ấn Tín: ${action}. ${name}`,
  states: {
    checking: "Checking",
    good: "Valid",
    caution: "Attention",
    bad: "Not valid",
    unsigned: "Not signed",
    unreadable: "Not readable",
  },
  openResult: "Open the result.",
  cardLabel: "Ấn Tín: result of the check",
  file: "File",
  signers: "Signed by",
  signedAt: "Signed at",
  seeResult: "See the result",
  checkAgain: "Check again",
  refused: (code) =>
    code === "ACTION_PENDING"
      ? "The sign window is busy; sign there first"
      : code === "DOCUMENT_CHANGED"
        ? "The page has changed; look at the chosen documents again"
        : "Could not open; reload the page",
  fileField: "the file field",
  signAll: "Sign all documents of this page",
  tick: "Choose to sign together",
  tickKeys: "Choose to sign together. Enter: sign the chosen. Ctrl+A: choose all.",
  barLabel: "Ấn Tín: documents chosen to sign",
  ticked: (count, all) => `${count} of ${all} documents chosen`,
  tickAll: (all) => `Choose all ${all}`,
  tickNone: "Choose none",
  signTicked: (count) => `Sign ${count} documents`,
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { vi, en };
