/** What the sign window and the command line say of a document before it is signed. */

import type { Language } from "./error-text.ts";

/** A notice of the document engine, without its code. */
interface Noticed {
  readonly count: number;
  readonly names: readonly string[];
}

type Sentence = (notice: Noticed) => string;

/** In brackets behind the number; nothing where the document gives no names. */
function named({ names, count }: Noticed): string {
  if (names.length === 0) return "";
  return ` (${names.join("; ")}${count > names.length ? "; …" : ""})`;
}

const VI = {
  javascript: () => "Văn bản có mã lệnh JavaScript, có thể tự chạy khi mở ở phần mềm khác.",
  "open-action": () =>
    "Khi mở, văn bản tự thực hiện một thao tác (mở địa chỉ, chương trình hoặc gửi biểu mẫu).",
  "hidden-layers": (notice) =>
    `Văn bản có ${notice.count} lớp nội dung đang ẩn hoặc chỉ hiện khi in${named(notice)}. Nội dung ẩn vẫn nằm trong phần được ký.`,
  "open-fields": (notice) =>
    `Văn bản còn ${notice.count} ô biểu mẫu có thể điền${named(notice)}. Giá trị điền sau khi ký là thay đổi sau khi ký.`,
  "fields-redrawn": () => "Các ô biểu mẫu được phần mềm đọc vẽ lại khi mở, hình thức có thể khác với khi ký.",
  xfa: () => "Văn bản kèm biểu mẫu XFA; phần mềm hỗ trợ XFA có thể hiển thị khác với các trang được ký.",
  "xfa-dynamic": () =>
    "Văn bản là biểu mẫu XFA động: nội dung do phần mềm tạo ra khi mở, không nằm trong các trang được ký.",
  "attached-files": (notice) =>
    `Văn bản có ${notice.count} tệp đính kèm${named(notice)}. Tệp đính kèm được ký cùng văn bản.`,
  portfolio: () =>
    "Văn bản là một tập hợp tệp PDF; chữ ký được đặt trên trang bìa và bao gồm mọi tệp trong đó.",
  "usage-rights": () =>
    "Văn bản có quyền sử dụng của Adobe; Adobe Reader có thể báo quyền này không còn hiệu lực sau khi ký.",
  "not-searched": () => "Văn bản quá nhiều trang; chưa tìm hết mã lệnh và thao tác trên các trang.",
  "left-over-field": (notice) =>
    `Văn bản còn sót ${notice.count} ô chữ ký của một tệp khác, không phải là chữ ký của văn bản này. Có thể ký; ô đó vẫn không có giá trị.`,
} satisfies Readonly<Record<string, Sentence>>;

type Code = keyof typeof VI;

const EN: Readonly<Record<Code, Sentence>> = {
  javascript: () => "The document contains JavaScript, which other programs may run when it is opened.",
  "open-action": () =>
    "On opening, the document does something by itself (an address, a program, or sending a form).",
  "hidden-layers": (notice) =>
    `The document has layers that are hidden or shown only in print: ${notice.count}${named(notice)}. What is hidden is signed too.`,
  "open-fields": (notice) =>
    `Form fields can still be filled in: ${notice.count}${named(notice)}. What is filled in later is a change after signing.`,
  "fields-redrawn": () =>
    "Readers draw the form fields anew when the document is opened; they may look different from what is signed.",
  xfa: () =>
    "The document carries an XFA form; a program that knows XFA may show something else than the pages that are signed.",
  "xfa-dynamic": () =>
    "The document is a dynamic XFA form: its content is made on opening and does not stand in the pages that are signed.",
  "attached-files": (notice) =>
    `Files are attached: ${notice.count}${named(notice)}. They are signed together with the document.`,
  portfolio: () =>
    "The document is a PDF portfolio; the signature stands on its cover and covers every file in it.",
  "usage-rights": () =>
    "The document has Adobe usage rights; Adobe Reader may say that they no longer hold after signing.",
  "not-searched": () =>
    "The document has too many pages; scripts and actions were not searched on all of them.",
  "left-over-field": (notice) =>
    `Signature fields of another file were left behind: ${notice.count}. They are no signatures of this document. It may be signed; they stay without value.`,
};

/** One sentence or two about a notice; indexed by its code, so that a code without a text does not compile. */
export const NOTICE_TEXTS: Readonly<Record<Language, Readonly<Record<Code, Sentence>>>> = {
  vi: VI,
  en: EN,
};
