/** What `npm start` says on a machine without a display. */

export interface QuickStartFacts {
  readonly signer: string;
  readonly issuer: string;
  readonly time: Date;
  readonly integrity: boolean;
  readonly wholeFile: boolean;
  readonly changes: "none" | "permitted" | "undetermined" | "forbidden";
  /** Paths as a person can type them. */
  readonly output: string;
  readonly program: string;
}

const two = (value: number) => String(value).padStart(2, "0");

/** 24/11/2026 09:15:30, by the clock and zone of this computer. */
function clock(time: Date): string {
  const date = `${two(time.getDate())}/${two(time.getMonth() + 1)}/${time.getFullYear()}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function vi(facts: QuickStartFacts): string[] {
  const intact = facts.integrity && facts.wholeFile;
  return [
    "Ấn Tín đã ký và kiểm tra một công văn mẫu bằng chương trình thật trên máy này.",
    `  Người ký    ${facts.signer} (thiết bị thực hành)`,
    `  Thời điểm   ${clock(facts.time)}, theo giờ máy người ký`,
    `  Toàn vẹn    ${intact ? "chữ ký đúng và bao trùm toàn bộ tệp" : "KHÔNG đạt: đề nghị báo cho nhóm phát triển"}`,
    `  Tin cậy     chữ ký thực hành, không có giá trị pháp lý (${facts.issuer})`,
    `  Thay đổi    ${facts.changes === "none" ? "không có sau khi ký" : "có thay đổi sau khi ký"}`,
    `Bản đã ký: ${facts.output}`,
    `Tiếp theo: ${facts.program} verify ${facts.output} --trust practice`,
    "Trên máy có màn hình và Chromium, npm start mở trình duyệt có tiện ích và một trang eOffice mẫu.",
  ];
}

function en(facts: QuickStartFacts): string[] {
  const intact = facts.integrity && facts.wholeFile;
  return [
    "Ấn Tín signed and verified a sample letter with the real program on this computer.",
    `  Signer      ${facts.signer} (practice token)`,
    `  Time        ${clock(facts.time)}, by the signer's clock`,
    `  Integrity   ${intact ? "the signature is right and covers the whole file" : "FAILED: please tell the developers"}`,
    `  Trust       practice signature, without legal effect (${facts.issuer})`,
    `  Changes     ${facts.changes === "none" ? "none after signing" : "there are changes after signing"}`,
    `Signed copy: ${facts.output}`,
    `Next: ${facts.program} verify ${facts.output} --trust practice`,
    "With a display and Chromium, npm start opens a browser with the extension and a sample eOffice page.",
  ];
}

export const QUICK_START: Readonly<Record<"vi" | "en", (facts: QuickStartFacts) => string[]>> = { vi, en };

/** What `npm start` says once the browser is open. */
export const BROWSER_START: Readonly<Record<"vi" | "en", (url: string) => string>> = {
  vi: (url) =>
    `Trình duyệt đã mở trang mẫu ${url}: bấm Ký số cạnh tệp PDF, chọn thiết bị thực hành. Đóng trình duyệt để kết thúc.`,
  en: (url) =>
    `The browser shows the sample page ${url}: click Ký số beside a PDF and choose the practice token. Close the browser to end.`,
};
