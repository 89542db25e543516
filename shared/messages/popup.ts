/** Texts of the toolbar popup. */

import type { ErrorCode } from "../errors.ts";
import type { Language } from "./error-text.ts";

const vi = {
  ready: "Sẵn sàng ký số",
  notReady: "Máy này chưa ký số được",
  noToken: "Chưa nhận được thiết bị ký số",
  noTokenNext: "Đề nghị cắm thiết bị. Kiểm tra chữ ký vẫn dùng được.",
  stillChecks: "Kiểm tra chữ ký vẫn dùng được.",
  asking: "Đang hỏi phần mềm trên máy",
  /** A refused click that no badge could tell of; null where the text of the code says it. */
  refused: (code: ErrorCode): string | null =>
    code === "ORIGIN_NOT_ALLOWED"
      ? "Chưa mở được: không xác định được trang nào yêu cầu. Đề nghị mở tệp trong một thẻ riêng rồi bấm lại."
      : code === "ACTION_PENDING"
        ? "Cửa sổ ký đang có đủ văn bản chờ. Đề nghị ký xong rồi bấm lại."
        : null,
  hostRunning: "Phần mềm trên máy: đang chạy",
  hostMissing: "Phần mềm trên máy: chưa cài",
  hostFailed: "Phần mềm trên máy: chưa dùng được",
  hostVersion: (version: string) => `Phiên bản ${version}`,
  code: (code: string) => `Mã lỗi để báo hỗ trợ: ${code}`,
  copyReport: "Chép báo cáo hỗ trợ",
  copied: "Đã chép báo cáo hỗ trợ",
  token: (label: string, serial: string) => `Thiết bị: ${label} …${serial}`,
  tokenOwner: (name: string, notAfter: string) => `${name} · chứng thư hết hạn ${notAfter}`,
  tokenAsking: "Thiết bị ký số: đang kiểm tra",
  tokenUnknown: "Thiết bị ký số: chưa kiểm tra được",
  tokenNone: "Thiết bị ký số: chưa cắm",
  siteOn: "Đang bật trên trang này",
  siteOff: "Chưa bật trên trang này",
  siteCount: (count: string) => `${count} tệp PDF`,
  siteNone: "Trang này không dùng được Ấn Tín",
  turnOn: "Bật cho trang này",
  turnOff: "Tắt",
  unfinished: (undelivered: string, unsigned: string) =>
    `Lượt ký trước chưa xong: ${undelivered} bản đã ký chưa giao, ${unsigned} văn bản chưa ký`,
  openUnfinished: "Mở lại",
  signAll: (count: string) => `Ký tất cả ${count} văn bản trên trang`,
  signOpen: "Ký tệp đang mở",
  verifyOpen: "Kiểm tra tệp đang mở",
  signOwn: "Chọn tệp để ký số",
  verifyOwn: "Chọn tệp để kiểm tra",
  showWindow: "Hiện lại cửa sổ ký",
  unasked: "Tự kiểm tra chữ ký các tệp PDF trên trang này",
  hint: "Hoặc bấm nhãn Ấn Tín cạnh mỗi tệp PDF trên trang.",
  hintOff:
    "Bật cho trang này thì mỗi tệp PDF có nhãn Ấn Tín bên cạnh. Không bật vẫn ký được bằng chuột phải.",
  options: "Cài đặt",
};

export type PopupTexts = typeof vi;

const en: PopupTexts = {
  ready: "Ready to sign",
  notReady: "This computer cannot sign yet",
  noToken: "No signing device found",
  noTokenNext: "Plug the device in. Signatures can be checked without it.",
  stillChecks: "Signatures can be checked all the same.",
  asking: "Asking the program on this computer",
  refused: (code) =>
    code === "ORIGIN_NOT_ALLOWED"
      ? "Not opened: it is not known which site asks. Open the file in a tab of its own and try again."
      : code === "ACTION_PENDING"
        ? "The sign window has all the documents it can hold. Sign them first."
        : null,
  hostRunning: "Program on this computer: running",
  hostMissing: "Program on this computer: not installed",
  hostFailed: "Program on this computer: not usable",
  hostVersion: (version) => `Version ${version}`,
  code: (code) => `Error code for support: ${code}`,
  copyReport: "Copy the support report",
  copied: "Support report copied",
  token: (label, serial) => `Device: ${label} …${serial}`,
  tokenOwner: (name, notAfter) => `${name} · certificate ends ${notAfter}`,
  tokenAsking: "Signing device: being checked",
  tokenUnknown: "Signing device: not checked",
  tokenNone: "Signing device: not plugged in",
  siteOn: "On for this site",
  siteOff: "Off for this site",
  siteCount: (count) => `${count} PDF files`,
  siteNone: "Ấn Tín cannot work on this page",
  turnOn: "Turn on for this site",
  turnOff: "Turn off",
  unfinished: (undelivered, unsigned) =>
    `Signing was interrupted: ${undelivered} signed copies not delivered, ${unsigned} documents not signed`,
  openUnfinished: "Open",
  signAll: (count) => `Sign all ${count} documents of the page`,
  signOpen: "Sign the open file",
  verifyOpen: "Check the open file",
  signOwn: "Choose a file to sign",
  verifyOwn: "Choose a file to check",
  showWindow: "Show the sign window",
  unasked: "Check the signatures of this site's PDF files without a click",
  hint: "Or use the Ấn Tín badge beside each PDF file on the page.",
  hintOff:
    "Turned on, each PDF file of this site has an Ấn Tín badge. Without it, the right mouse button signs too.",
  options: "Settings",
};

export const popupTexts: Readonly<Record<Language, PopupTexts>> = { vi, en };
