/** What was changed after signing, by the rule that judged it, in words for a reader. `{field}` and the like is the one gap of a text. */

import type { Text } from "./verdicts.ts";

/** Append-only. */
export const CHANGES = {
  // Signatures and time-stamps
  "later-signature": { vi: "Thêm chữ ký {field}.", en: "Signature {field} added." },
  "later-signature-unproven": {
    vi: "Thêm chữ ký {field}; chưa xác định được người ký của chữ ký này.",
    en: "Signature {field} added; its signer is not established.",
  },
  "later-signature-unlike": {
    vi: "Thêm chữ ký {field} có cấu trúc khác thường, chưa kết luận được.",
    en: "Signature {field} added in an unusual form that cannot be judged.",
  },
  "later-signature-covers": {
    vi: "Hình của chữ ký {field} có thể che nội dung hoặc che chữ ký của người khác đã ký trước.",
    en: "The picture of signature {field} may cover content, or an earlier signature of somebody else.",
  },
  "later-signature-broken": {
    vi: "Thêm chữ ký {field} không đúng.",
    en: "Signature {field} added, which is not right.",
  },
  "later-timestamp": { vi: "Thêm dấu thời gian cho tài liệu.", en: "A time-stamp of the document added." },
  "signature-field-unsigned": {
    vi: "Thêm ô chữ ký {field} mà không có ai ký vào đó.",
    en: "Signature field {field} added with nobody's signature in it.",
  },
  "signed-field-changed": {
    vi: "Ô chữ ký {field} đã ký bị sửa.",
    en: "The signed field {field} was changed.",
  },
  // Certification
  "certification-forbids": {
    vi: "Chữ ký chứng nhận không cho phép thay đổi này.",
    en: "The certification does not allow this change.",
  },
  "certification-late": {
    vi: "Chữ ký {field} chứng nhận một tài liệu đã có chữ ký trước đó.",
    en: "Signature {field} certifies a document that had signatures before.",
  },
  "field-locked": {
    vi: "Ô {field} đã bị khóa khi ký nhưng vẫn bị sửa.",
    en: "Field {field} was locked by a signature and changed all the same.",
  },
  // What is kept beside the content
  "validation-data": {
    vi: "Thêm dữ liệu để kiểm tra chữ ký về sau (DSS).",
    en: "Data for later validation (DSS) added.",
  },
  "validation-data-unlike": {
    vi: "Phần dữ liệu kiểm tra chữ ký (DSS) không đúng quy cách.",
    en: "The data for later validation (DSS) has not its lawful form.",
  },
  "document-properties": {
    vi: "Cập nhật thông tin mô tả của tệp (ngày sửa, phần mềm).",
    en: "Descriptive information of the file (date, program) updated.",
  },
  "document-properties-unlike": {
    vi: "Thông tin mô tả của tệp được thay bằng dữ liệu không đọc được.",
    en: "Descriptive information of the file was replaced by what cannot be read.",
  },
  // Form fields
  "field-filled": { vi: "Điền ô biểu mẫu {field}.", en: "Form field {field} filled in." },
  "field-redrawn": {
    vi: "Vẽ lại ô biểu mẫu {field}, giá trị không đổi.",
    en: "Form field {field} drawn anew, its value the same.",
  },
  "field-unreadable": {
    vi: "Ô biểu mẫu {field} được điền; chưa so được hình hiển thị với giá trị.",
    en: "Form field {field} filled in; what it shows cannot be compared with its value.",
  },
  "field-differs": {
    vi: "Ô biểu mẫu {field} hiển thị nội dung khác với giá trị của nó.",
    en: "Form field {field} shows something other than its value.",
  },
  "field-changed": {
    vi: "Ô biểu mẫu {field} bị sửa ngoài việc điền giá trị.",
    en: "Form field {field} was changed beyond filling it in.",
  },
  "form-changed": {
    vi: "Cấu trúc biểu mẫu bị sửa ({entry}).",
    en: "The structure of the form was changed ({entry}).",
  },
  // Pages and annotations
  annotation: {
    vi: "Thêm hoặc sửa chú thích trên trang ({kind}).",
    en: "An annotation on the page was added or changed ({kind}).",
  },
  "widget-added": {
    vi: "Thêm lên trang một ô không thuộc chữ ký nào.",
    en: "A widget that belongs to no signature was put on the page.",
  },
  "page-changed": {
    vi: "Trang bị sửa sau khi ký ({entry}).",
    en: "A page was changed after signing ({entry}).",
  },
  // The document as a whole
  "catalog-changed": {
    vi: "Thiết lập chung của tài liệu bị sửa ({entry}).",
    en: "The settings of the document were changed ({entry}).",
  },
  "structure-changed": {
    vi: "Cấu trúc trợ năng của tài liệu bị sửa ({entry}); chưa kết luận được.",
    en: "The accessibility structure of the document was changed ({entry}); this cannot be judged.",
  },
  "document-replaced": {
    vi: "Tài liệu bị thay bằng một tài liệu khác trong cùng tệp ({entry}).",
    en: "The document was replaced by another one in the same file ({entry}).",
  },
  "object-changed": {
    vi: "Dữ liệu bên trong tệp (đối tượng {object}) đã bị sửa sau khi ký.",
    en: "Object {object} of the document was changed after signing.",
  },
  "object-freed": {
    vi: "Dữ liệu bên trong tệp (đối tượng {object}) đã bị xóa sau khi ký.",
    en: "Object {object} of the document was deleted after signing.",
  },
  "object-supplied": {
    vi: "Dữ liệu mà bản lúc ký còn thiếu (đối tượng {object}) được đưa vào sau khi ký.",
    en: "Object {object}, which the signed document refers to and did not have, was put in after signing.",
  },
  "object-unexplained": {
    vi: "Có dữ liệu (đối tượng {object}) thêm vào mà không thuộc thay đổi nào được phép.",
    en: "Object {object} was added and belongs to no allowed change.",
  },
  "bytes-unexplained": {
    vi: "Có dữ liệu thêm vào sau chữ ký không thuộc cấu trúc của tệp.",
    en: "Bytes after the signature belong to no structure of the file.",
  },
  "revision-unjudged": {
    vi: "Có phần thêm vào sau chữ ký chưa xét được.",
    en: "A later revision cannot be judged.",
  },
} as const satisfies Record<string, Text>;

export type ChangeRule = keyof typeof CHANGES;
