/** What a verdict says to a person: one headline, then reasons and warnings, Vietnamese first. Every code of the closed lists has its text. */

export interface Text {
  readonly vi: string;
  readonly en: string;
}

/** EN 319 102-1 5.1.3, tables 5 and 6. */
export const SUB_INDICATIONS = {
  FORMAT_FAILURE: {
    vi: "Chữ ký sai định dạng, không kiểm tra được",
    en: "The signature has the wrong format and cannot be checked",
  },
  HASH_FAILURE: { vi: "Tài liệu đã bị thay đổi", en: "The document was changed" },
  SIG_CRYPTO_FAILURE: { vi: "Tài liệu đã bị thay đổi", en: "The document or its signature was changed" },
  REVOKED: { vi: "Chứng thư đã bị thu hồi", en: "The certificate was revoked" },
  EXPIRED: { vi: "Chứng thư hết hạn", en: "The certificate had expired" },
  NOT_YET_VALID: { vi: "Chứng thư chưa có hiệu lực", en: "The certificate was not yet valid" },
  SIG_CONSTRAINTS_FAILURE: {
    vi: "Chưa đủ căn cứ kết luận: có phần thêm vào sau chữ ký",
    en: "Not enough to conclude: something was added after the signature",
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    vi: "Chưa đủ căn cứ kết luận: chứng thư không dùng để ký văn bản",
    en: "Not enough to conclude: the certificate is not for signing documents",
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    vi: "Chưa đủ căn cứ kết luận: chuỗi chứng thư không đúng quy định",
    en: "Not enough to conclude: the certificate path breaks a rule",
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    vi: "Thuật toán không còn an toàn",
    en: "The algorithm is no longer safe",
  },
  POLICY_PROCESSING_ERROR: {
    vi: "Chưa đủ căn cứ kết luận: không đọc được chính sách chữ ký",
    en: "Not enough to conclude: the signature policy cannot be read",
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    vi: "Chưa đủ căn cứ kết luận: chưa có chính sách chữ ký",
    en: "Not enough to conclude: the signature policy is not available",
  },
  TIMESTAMP_ORDER_FAILURE: {
    vi: "Chưa đủ căn cứ kết luận: các dấu thời gian không đúng thứ tự",
    en: "Not enough to conclude: the time-stamps are out of order",
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    vi: "Chưa đủ căn cứ kết luận: không có chứng thư của người ký",
    en: "Not enough to conclude: the signer's certificate is missing",
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    vi: "Chưa xác định được người ký: máy chưa có chứng thư CA của tổ chức cấp",
    en: "The signer is not established: the issuing authority's certificate is not on this machine",
  },
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: {
    vi: "Chưa xác định được người ký: máy chưa có chứng thư CA của tổ chức cấp",
    en: "The signer is not established: the issuing authority's certificate is not on this machine",
  },
  SIGNED_DATA_NOT_FOUND: {
    vi: "Chưa có tệp nội dung của chữ ký",
    en: "The signed content was not given",
  },
  TRY_LATER: {
    vi: "Chưa kiểm tra được tình trạng thu hồi",
    en: "The revocation status could not be checked",
  },
  NO_POE: {
    vi: "Chưa đủ căn cứ kết luận: không chứng minh được thời điểm ký",
    en: "Not enough to conclude: the time of signing is not proved",
  },
  REVOKED_NO_POE: {
    vi: "Chứng thư đã bị thu hồi; không có dấu thời gian chứng minh ký trước đó",
    en: "The certificate is revoked; no time-stamp proves that it was used before",
  },
  REVOKED_CA_NO_POE: {
    vi: "Chứng thư của tổ chức cấp đã bị thu hồi; không có dấu thời gian chứng minh ký trước đó",
    en: "The authority's certificate is revoked; no time-stamp proves that it was used before",
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    vi: "Chứng thư hết hạn hoặc chưa có hiệu lực, chưa bị thu hồi",
    en: "The certificate is outside its validity, not revoked",
  },
  OUT_OF_BOUNDS_NO_POE: {
    vi: "Chứng thư hết hạn hoặc chưa có hiệu lực; không có dấu thời gian chứng minh thời điểm ký",
    en: "The certificate is outside its validity; no time-stamp proves the time of signing",
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    vi: "Dữ liệu thu hồi hết hạn; không có dấu thời gian chứng minh thời điểm ký",
    en: "The revocation data is outside its validity; no time-stamp proves the time of signing",
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    vi: "Thuật toán không còn an toàn; không có dấu thời gian chứng minh ký trước đó",
    en: "The algorithm is no longer safe; no time-stamp proves that it was used before",
  },
} as const satisfies Record<string, Text>;

export type SubIndication = keyof typeof SUB_INDICATIONS;

/** Headlines that no sub-indication gives. `{names}` are the signers, `{own}` is the headline over the document's own signatures. */
export const HEADLINES = {
  unsigned: { vi: "Tài liệu chưa được ký số", en: "The document is not signed" },
  "only-timestamps": {
    vi: "Tài liệu chưa có chữ ký số của ai, chỉ có dấu thời gian; dấu thời gian đúng",
    en: "Nobody has signed the document: it has only a time-stamp, which is right",
  },
  passed: {
    vi: "Chữ ký hợp lệ; tài liệu không bị thay đổi sau khi ký",
    en: "The signature is valid; the document was not changed after signing",
  },
  "passed-several": {
    vi: "Văn bản hợp lệ: có chữ ký số của {names}; nội dung không thay đổi ngoài phần ký và đóng dấu",
    en: "The document is valid: signed by {names}; nothing changed but signatures and seals",
  },
  "passed-changed": {
    vi: "Nội dung đã ký chưa thay đổi nhưng có thay đổi trong giới hạn cho phép",
    en: "The signed content has not changed; there are later changes within what is allowed",
  },
  "try-later": {
    vi: "Chưa đủ căn cứ kết luận: chưa hỏi được tình trạng thu hồi. Nội dung không thay đổi sau khi ký. Đề nghị kiểm tra lại khi có mạng; chưa trả lại văn bản vì lý do này",
    en: "Not enough to conclude: the revocation status could not be asked yet. The content has not changed since it was signed. Check again with a network; this is no reason to return the document",
  },
  "left-over": {
    vi: "Tài liệu còn sót ô chữ ký, không có chữ ký",
    en: "A signature field was left behind; there is no signature in it",
  },
  "left-over-beside": {
    vi: "{own}; ngoài ra còn sót ô chữ ký của một tệp khác, không phải là chữ ký của tài liệu này",
    en: "{own}; besides, a signature field of another file was left behind, which is no signature of this document",
  },
  practice: {
    vi: "Chữ ký thực hành, không có giá trị pháp lý",
    en: "A practice signature; it has no legal value",
  },
  changed: { vi: "Tài liệu đã bị thay đổi", en: "The document was changed" },
} as const satisfies Record<string, Text>;

/** Between names of signers in a headline: of one kind, and before the agencies. */
export const NAME_JOINTS = {
  vi: { comma: ", ", and: " và của " },
  en: { comma: ", ", and: " and by " },
} as const;
