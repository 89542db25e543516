/** Why a signature is judged as it is, and what a reader should know of its document. Every code of the closed lists has its text. */

import { TRUST_REASONS } from "./trust-reasons.ts";
import type { Text } from "./verdicts.ts";

/** Why a signature is not TOTAL-PASSED, and what trust and time rest on. Append-only. */
export const REASONS = {
  // The form of the signature in its file
  "form-unlawful": {
    vi: "Chữ ký sai định dạng trong tệp PDF.",
    en: "The signature has not the lawful form in the PDF file.",
  },
  "byte-range-wrong": {
    vi: "Vùng được ký (ByteRange) không hợp lệ.",
    en: "The signed range (ByteRange) is not lawful.",
  },
  "contents-wrong": {
    vi: "Nội dung chữ ký (Contents) trống hoặc không nằm đúng chỗ trong tệp.",
    en: "The signature value (Contents) is empty or not where it must stand in the file.",
  },
  "revision-incomplete": {
    vi: "Phần được ký không phải là một phiên bản trọn vẹn của tài liệu.",
    en: "The signed part is no complete revision of the document.",
  },
  "revision-differs": {
    vi: "Chữ ký trong tệp hiện tại không phải là chữ ký của phiên bản được ký.",
    en: "The signature in the present file is not the one of the signed revision.",
  },
  "ranges-overlap": {
    vi: "Vùng được ký của các chữ ký chồng lên nhau.",
    en: "The signed ranges of several signatures overlap.",
  },
  "found-by-search": {
    vi: "Chữ ký không thuộc ô chữ ký nào của tài liệu.",
    en: "The signature belongs to no signature field of the document.",
  },
  "left-over": {
    vi: "Còn sót ô chữ ký từ một tệp khác, không có chữ ký trong tệp này.",
    en: "A signature field is left over from another file; there is no signature in this one.",
  },
  "file-broken": {
    vi: "Tệp hỏng cấu trúc; chỉ mở được bằng cách sửa lại, nên không kết luận được về chữ ký.",
    en: "The file's structure is broken; it opens only by repair, so nothing can be said for the signature.",
  },
  "sub-filter-unknown": {
    vi: "Loại chữ ký (SubFilter) chưa được hỗ trợ.",
    en: "This kind of signature (SubFilter) is not supported.",
  },
  "sub-filter-old": {
    vi: "Kiểu chữ ký cũ (adbe.x509.rsa_sha1, chỉ có SHA-1), không còn được kiểm tra.",
    en: "An old kind of signature (adbe.x509.rsa_sha1, SHA-1 only), which is not checked any more.",
  },
  // The signed message
  "cms-too-large": {
    vi: "Dữ liệu chữ ký vượt giới hạn xử lý, nên chưa kết luận được.",
    en: "The signature data goes beyond a processing limit, so nothing can be concluded.",
  },
  "cms-unreadable": { vi: "Không đọc được dữ liệu chữ ký.", en: "The signature data cannot be read." },
  "cms-not-signed-data": {
    vi: "Dữ liệu không phải là chữ ký số (SignedData).",
    en: "The data is no digital signature (SignedData).",
  },
  "cms-trailing-bytes": {
    vi: "Sau dữ liệu chữ ký còn dữ liệu lạ.",
    en: "Foreign data follows the signature data.",
  },
  "cms-signer-count": {
    vi: "Dữ liệu chữ ký không có đúng một người ký.",
    en: "The signature data has not exactly one signer.",
  },
  "cms-content-embedded": {
    vi: "Chữ ký mang theo một nội dung khác với tài liệu.",
    en: "The signature carries a content other than the document.",
  },
  "algorithm-unknown": {
    vi: "Thuật toán của chữ ký chưa được hỗ trợ.",
    en: "The signature's algorithm is not supported.",
  },
  "algorithms-differ": {
    vi: "Các thuật toán ghi trong chữ ký không khớp nhau.",
    en: "The algorithms named in the signature do not agree.",
  },
  "algorithm-refused": {
    vi: "Khóa hoặc thuật toán của chữ ký không được chấp nhận.",
    en: "The key or algorithm of the signature is not accepted.",
  },
  "attributes-not-der": {
    vi: "Các thuộc tính được ký không mã hóa đúng chuẩn (DER).",
    en: "The signed attributes are not encoded as the standard wants (DER).",
  },
  "attribute-twice": {
    vi: "Một thuộc tính được ký xuất hiện hai lần.",
    en: "A signed attribute stands twice.",
  },
  "attributes-missing": {
    vi: "Chữ ký thiếu các thuộc tính được ký.",
    en: "The signed attributes are missing.",
  },
  "attributes-as-content": {
    vi: "Nội dung đưa ra là thuộc tính của một chữ ký khác.",
    en: "The content given is the attribute set of another signature.",
  },
  "document-in-attributes": {
    vi: "Thuộc tính được ký chứa một tài liệu khác: chữ ký là của tài liệu đó.",
    en: "The signed attributes hold another document: the signature belongs to that one.",
  },
  "content-type-wrong": {
    vi: "Loại nội dung ghi trong chữ ký không đúng.",
    en: "The content type in the signature is wrong.",
  },
  "message-digest-missing": {
    vi: "Chữ ký thiếu giá trị băm của nội dung.",
    en: "The digest of the content is missing in the signature.",
  },
  "algorithm-protection-wrong": {
    vi: "Thuật toán đã bị thay sau khi ký (CMSAlgorithmProtection).",
    en: "The algorithms were exchanged after signing (CMSAlgorithmProtection).",
  },
  "certificate-reference-missing": {
    vi: "Chữ ký không ghi chứng thư của người ký (signing-certificate).",
    en: "The signature does not name its certificate (signing-certificate).",
  },
  "certificate-reference-wrong": {
    vi: "Chứng thư kèm theo không phải chứng thư mà người ký đã ghi.",
    en: "The certificate is not the one the signer named.",
  },
  "signer-certificate-missing": {
    vi: "Chữ ký không kèm chứng thư của người ký.",
    en: "The signer's certificate is not in the signature.",
  },
  "signer-certificate-ambiguous": {
    vi: "Chữ ký kèm nhiều chứng thư khác nhau cho cùng một người ký.",
    en: "Several different certificates match the signer.",
  },
  "digest-wrong": {
    vi: "Nội dung đã bị thay đổi sau khi ký.",
    en: "The content was changed after signing.",
  },
  "signature-wrong": {
    vi: "Giá trị chữ ký không khớp với nội dung và chứng thư.",
    en: "The signature value does not match the content and the certificate.",
  },
  "content-missing": {
    vi: "Chưa có tệp nội dung của chữ ký rời.",
    en: "The content of the detached signature was not given.",
  },
  "timestamp-unreadable": { vi: "Không đọc được dấu thời gian.", en: "The time-stamp cannot be read." },
  "timestamp-usage-wrong": {
    vi: "Chứng thư của dấu thời gian không dùng cho việc cấp dấu thời gian.",
    en: "The time-stamp's certificate is not for time-stamping.",
  },
  "timestamp-imprint-wrong": {
    vi: "Dấu thời gian không thuộc chữ ký hoặc tài liệu này.",
    en: "The time-stamp belongs to other data.",
  },
  "timestamp-invalid": { vi: "Dấu thời gian không hợp lệ.", en: "The time-stamp is not valid." },
  // Later bytes
  "changed-after-signing": {
    vi: "Tài liệu đã bị thay đổi sau khi ký.",
    en: "The document was changed after signing.",
  },
  "changes-undetermined": {
    vi: "Sau chữ ký này tệp có phần thêm vào chưa kết luận được là được phép.",
    en: "Something was added after this signature that cannot be called permitted yet.",
  },
  "file-ambiguous": {
    vi: "Cấu trúc tệp có thể hiểu theo nhiều cách, nên chưa kết luận được.",
    en: "The file's structure can be read in more than one way, so nothing can be concluded.",
  },
  ...TRUST_REASONS,
} as const satisfies Record<string, Text>;

export type ReasonCode = keyof typeof REASONS;

/** Things a reader should know of the document; none of them changes a verdict. Append-only. */
export const WARNINGS = {
  "revocation-not-checked": {
    vi: "Chưa kiểm tra tình trạng thu hồi của chứng thư.",
    en: "The revocation status of the certificate was not checked.",
  },
  "file-oddities": {
    vi: "Tệp PDF có chỗ không đúng chuẩn nhưng vẫn đọc được.",
    en: "The PDF departs from its standard in places that can still be read.",
  },
  "look-may-vary": {
    vi: "Tệp có kịch bản, lớp ẩn hoặc biểu mẫu động: chương trình khác có thể hiển thị khác với lúc ký.",
    en: "The file has scripts, hidden layers or a form that is drawn anew: another program may show it otherwise than it was signed.",
  },
  "certificate-sha1": {
    vi: "Chứng thư của người ký được cấp bằng SHA-1 trước năm 2020.",
    en: "The signer's certificate was issued with SHA-1 before 2020.",
  },
  "detached-attributes": {
    vi: "Chữ ký không có thuộc tính được ký; chỉ chứng minh nội dung và khóa.",
    en: "The signature has no signed attributes; it proves content and key only.",
  },
  "document-inside": {
    vi: "Chữ ký bao một văn bản PDF bên trong tệp này. Mở văn bản đó để đọc; chữ ký riêng của nó, nếu có, chưa được xét ở đây.",
    en: "The signature is over a PDF inside this file. Open that document to read it; signatures of its own, if any, are not judged here.",
  },
} as const satisfies Record<string, Text>;

export type WarningCode = keyof typeof WARNINGS;
