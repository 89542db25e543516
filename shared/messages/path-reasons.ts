/** What the command line says of a certification path: why it does not hold. */

import type { Language } from "./error-text.ts";

/** A text for every reason; the list itself belongs to the engine, so that a missing text does not compile there. */
export type PathReasonTexts<Reason extends string> = Readonly<Record<Reason, string>>;

export const PATH_WORDS: Readonly<Record<Language, { readonly holds: string }>> = {
  vi: { holds: "Chứng thư hợp lệ: có đường dẫn tới chứng thư gốc được tin cậy." },
  en: { holds: "The certificate holds: there is a path to a trusted anchor." },
};

const VI = {
  "input-unreadable": "Tệp đưa vào không phải là chứng thư, CRL hoặc trả lời OCSP đọc được.",
  "issuer-not-found": "Chưa tìm thấy chứng thư của tổ chức cấp.",
  signature: "Chữ ký của tổ chức cấp trên chứng thư không đúng.",
  "policy:key-kind": "Loại khóa không được chấp nhận.",
  "policy:key-size": "Khóa có độ dài không được chấp nhận.",
  "policy:exponent": "Số mũ của khóa RSA không được chấp nhận.",
  "policy:key-algorithm": "Thuật toán ký không hợp với khóa.",
  "policy:pss-key-parameters": "Tham số PSS của chữ ký không hợp với tham số của khóa.",
  "policy:pss-mgf-hash": "Hàm băm trong tham số PSS không được chấp nhận.",
  "policy:hash": "Hàm băm không được chấp nhận.",
  "policy:signature-algorithm": "Thuật toán ký không được hỗ trợ.",
  "policy:sunset": "Thuật toán hoặc độ dài khóa không còn an toàn ở thời điểm kiểm tra.",
  expired: "Chứng thư đã hết hạn.",
  "not-yet-valid": "Chứng thư chưa có hiệu lực.",
  "anchor-expired": "Chứng thư gốc được tin cậy không còn hiệu lực hoặc chưa có hiệu lực.",
  "extension-malformed": "Phần mở rộng của chứng thư sai cấu trúc.",
  "critical-extension": "Chứng thư có phần mở rộng quan trọng mà phần mềm không xử lý.",
  "name-empty": "Chứng thư thiếu tên chủ thể hoặc tên tổ chức cấp.",
  "name-constraints": "Tên trong chứng thư nằm ngoài phạm vi được phép của tổ chức cấp.",
  "certificate-policies": "Không có chính sách chứng thư nào đáp ứng yêu cầu.",
  "policy-mapping": "Ánh xạ chính sách chứng thư không hợp lệ.",
  "not-a-ca": "Chứng thư cấp trên không phải của tổ chức cấp chứng thư.",
  "path-length": "Đường dẫn chứng thư dài hơn mức cho phép.",
  "key-usage": "Mục đích sử dụng khóa không cho phép.",
  "extended-key-usage": "Mục đích sử dụng mở rộng không cho phép.",
  profile: "Chứng thư không theo đúng quy định về cấu trúc.",
  "peer-name": "Chứng thư không được cấp cho tên này.",
  revoked: "Chứng thư đã bị thu hồi.",
  "on-hold": "Chứng thư đang bị tạm dừng.",
  "revocation-unknown": "Chưa kiểm tra được tình trạng thu hồi.",
  limit: "Dữ liệu vượt quá giới hạn xử lý.",
} as const;

const EN: PathReasonTexts<keyof typeof VI> = {
  "input-unreadable": "A given file is no readable certificate, CRL or OCSP response.",
  "issuer-not-found": "The issuer's certificate was not found.",
  signature: "The issuer's signature on a certificate is wrong.",
  "policy:key-kind": "This kind of key is not accepted.",
  "policy:key-size": "A key of this size is not accepted.",
  "policy:exponent": "The exponent of the RSA key is not accepted.",
  "policy:key-algorithm": "The signature algorithm does not fit the key.",
  "policy:pss-key-parameters": "The PSS parameters of the signature do not fit those of the key.",
  "policy:pss-mgf-hash": "The hash in the PSS parameters is not accepted.",
  "policy:hash": "The hash is not accepted.",
  "policy:signature-algorithm": "The signature algorithm is not supported.",
  "policy:sunset": "The algorithm or key size was no longer strong at that time.",
  expired: "A certificate has expired.",
  "not-yet-valid": "A certificate is not valid yet.",
  "anchor-expired": "The trust anchor is not valid at that time.",
  "extension-malformed": "An extension of a certificate is malformed.",
  "critical-extension": "A certificate has a critical extension that is not processed.",
  "name-empty": "A certificate names no subject or no issuer.",
  "name-constraints": "A name in a certificate lies outside what its issuer may name.",
  "certificate-policies": "No certificate policy satisfies what is asked.",
  "policy-mapping": "A policy mapping is not lawful.",
  "not-a-ca": "An issuer's certificate is no CA certificate.",
  "path-length": "The path is longer than allowed.",
  "key-usage": "The key usage does not allow this.",
  "extended-key-usage": "The extended key usage does not allow this.",
  profile: "A certificate breaks the rules for issuers.",
  "peer-name": "The certificate was not issued to this name.",
  revoked: "A certificate was revoked.",
  "on-hold": "A certificate is suspended.",
  "revocation-unknown": "The revocation status could not be checked.",
  limit: "The data exceeds what is processed.",
};

export const PATH_REASONS: Readonly<Record<Language, PathReasonTexts<keyof typeof VI>>> = { vi: VI, en: EN };
