/** Texts of the badge, the context menu and the popup. */

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
  ready: "Sẵn sàng ký số",
  notReady: "Máy này chưa ký số được",
  noToken: "Chưa nhận được thiết bị ký số",
  noTokenNext: "Đề nghị cắm thiết bị. Kiểm tra chữ ký vẫn dùng được.",
  asking: "Đang hỏi phần mềm trên máy",
  hostRunning: "Phần mềm trên máy: đang chạy",
  hostFailed: "Phần mềm trên máy: chưa dùng được",
  hostVersion: (version: string) => `Phiên bản ${version}`,
  code: (code: string) => `Mã lỗi để báo hỗ trợ: ${code}`,
  tokens: (labels: string) => `Thiết bị: ${labels}`,
  tokenUnknown: "Thiết bị ký số: chưa kiểm tra được",
  tokenNone: "Thiết bị ký số: chưa cắm",
  siteOn: "Đang bật trên trang này",
  siteOff: "Chưa bật trên trang này",
  siteCount: (count: string) => `${count} tệp PDF`,
  siteNone: "Trang này không dùng được Ấn Tín",
  turnOn: "Bật cho trang này",
  turnOff: "Tắt",
  alwaysOn: "Trang của cơ quan nhà nước",
  signOpen: "Ký tệp đang mở",
  verifyOpen: "Kiểm tra tệp đang mở",
  signOwn: "Chọn tệp để ký số",
  verifyOwn: "Chọn tệp để kiểm tra",
  showWindow: "Hiện lại cửa sổ ký",
  hint: "Hoặc bấm nhãn Ấn Tín cạnh mỗi tệp PDF trên trang.",
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
  ready: "Ready to sign",
  notReady: "This computer cannot sign yet",
  noToken: "No signing device found",
  noTokenNext: "Plug the device in. Signatures can be checked without it.",
  asking: "Asking the program on this computer",
  hostRunning: "Program on this computer: running",
  hostFailed: "Program on this computer: not usable",
  hostVersion: (version) => `Version ${version}`,
  code: (code) => `Error code for support: ${code}`,
  tokens: (labels) => `Device: ${labels}`,
  tokenUnknown: "Signing device: not checked",
  tokenNone: "Signing device: not plugged in",
  siteOn: "On for this site",
  siteOff: "Off for this site",
  siteCount: (count) => `${count} PDF files`,
  siteNone: "Ấn Tín cannot work on this page",
  turnOn: "Turn on for this site",
  turnOff: "Turn off",
  alwaysOn: "Site of a state body",
  signOpen: "Sign the open file",
  verifyOpen: "Check the open file",
  signOwn: "Choose a file to sign",
  verifyOwn: "Choose a file to check",
  showWindow: "Show the sign window",
  hint: "Or use the Ấn Tín badge beside each PDF file on the page.",
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { vi, en };
