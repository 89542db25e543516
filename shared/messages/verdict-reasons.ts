/** Why a signature is judged as it is, and what a reader should know of its document. Every code of the closed lists has its text. */

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
  // Trust and time
  practice: {
    vi: "Chữ ký thực hành, không có giá trị pháp lý.",
    en: "A practice signature; it has no legal value.",
  },
  "chain-not-found": {
    vi: "Chưa xác định được người ký: máy chưa có chứng thư của CA “{issuer}”. Đề nghị kiểm tra lại khi có mạng hoặc nhờ cán bộ công nghệ thông tin bổ sung chứng thư này.",
    en: "The signer is not established yet: the certificate of the authority “{issuer}” is not on this machine. Check again with a network, or ask your IT officer to add that certificate.",
  },
  "chain-broken": {
    vi: "Chuỗi chứng thư đến tổ chức cấp không đúng quy định.",
    en: "The certificate path to the authority breaks a rule.",
  },
  "certificate-expired": { vi: "Chứng thư hết hạn.", en: "The certificate has expired." },
  "certificate-not-yet-valid": { vi: "Chứng thư chưa có hiệu lực.", en: "The certificate is not yet valid." },
  "certificate-usage": {
    vi: "Chứng thư không dùng để ký văn bản.",
    en: "The certificate is not for signing documents.",
  },
  "algorithm-weak": {
    vi: "Thuật toán không còn an toàn.",
    en: "The algorithm is no longer safe.",
  },
  "revocation-not-checked": {
    vi: "Chưa kiểm tra được tình trạng thu hồi.",
    en: "The revocation status could not be checked yet.",
  },
  "issuer-key-unknown": {
    vi: "Chưa xác định được người ký: máy có chứng thư của CA “{issuer}” nhưng không phải khóa đã cấp chứng thư này.",
    en: "The signer is not established: the authority “{issuer}” is known, but not with the key that issued this certificate.",
  },
  "chain-limit": {
    vi: "Chuỗi chứng thư vượt giới hạn xử lý, nên chưa kết luận được.",
    en: "The certificate path goes beyond a processing limit, so nothing can be concluded.",
  },
  "authority-expired": {
    vi: "Chứng thư của tổ chức cấp không có hiệu lực tại thời điểm kiểm tra.",
    en: "The authority's certificate is not valid at the time in question.",
  },
  "authority-revoked": {
    vi: "Chứng thư của tổ chức cấp đã bị thu hồi.",
    en: "The authority's certificate is revoked.",
  },
  "certificate-revoked": {
    vi: "Chứng thư đã bị thu hồi từ ngày {day}.",
    en: "The certificate has been revoked since {day}.",
  },
  "certificate-on-hold": {
    vi: "Chứng thư đang bị tạm dừng từ ngày {day}.",
    en: "The certificate has been suspended since {day}.",
  },
  "revoked-after-signing": {
    vi: "Chứng thư bị thu hồi sau thời điểm ký đã được chứng minh; chữ ký không bị ảnh hưởng.",
    en: "The certificate was revoked after the proven time of signing; the signature stands.",
  },
  "timestamp-authority-revoked": {
    vi: "Chứng thư của dịch vụ cấp dấu thời gian đã bị thu hồi sau đó, nên dấu thời gian không chứng minh được gì.",
    en: "The certificate of the time-stamping service was revoked later, so the time-stamp proves nothing.",
  },
  "timestamp-not-checked": {
    vi: "Chứng thư của người ký nay đã hết hạn; dấu thời gian cho thấy đã ký trước đó, nhưng chưa kiểm tra được tình trạng của dịch vụ cấp dấu thời gian.",
    en: "The signer's certificate has expired by now; a time-stamp says it was used before, but the status of the time-stamping service could not be checked yet.",
  },
  "revocation-stale": {
    vi: "Chưa kiểm tra được tình trạng thu hồi: dữ liệu thu hồi hiện có đã cũ.",
    en: "The revocation status could not be checked: the data at hand is out of date.",
  },
  "revocation-unknown": {
    vi: "Chưa kiểm tra được tình trạng thu hồi: OCSP trả về UNKNOWN.",
    en: "The revocation status could not be checked: OCSP answered UNKNOWN.",
  },
  "revocation-signer-expired": {
    vi: "Người ký dữ liệu thu hồi đã hết hạn chứng thư, và không có dấu thời gian chứng minh dữ liệu đã có trước đó.",
    en: "Whoever signed the revocation data has an expired certificate, and no time-stamp proves that the data is older.",
  },
  "existence-unproven": {
    vi: "Không có dấu thời gian chứng minh chứng thư hoặc dữ liệu thu hồi đã có khi tổ chức cấp còn hiệu lực.",
    en: "No time-stamp proves that certificate or revocation data existed while its authority was valid.",
  },
  "anchor-expired": {
    vi: "Chứng thư gốc tin cậy đã hết hạn; không có dấu thời gian chứng minh ký trước đó.",
    en: "The trusted root has expired; no time-stamp proves that it was used before.",
  },
  "timestamp-expired": {
    vi: "Chứng thư của dịch vụ cấp dấu thời gian hết hạn ngày {day}; cần dấu thời gian mới hơn để chứng minh thời điểm.",
    en: "The certificate of the time-stamping service expired on {day}; a newer time-stamp is needed to prove the time.",
  },
  "timestamp-unproven": {
    vi: "Có dấu thời gian, nhưng chưa đủ căn cứ để dấu thời gian chứng minh thời điểm ký.",
    en: "There is a time-stamp, but not enough is known for it to prove the time of signing.",
  },
  "timestamp-order": {
    vi: "Các dấu thời gian mâu thuẫn nhau: dấu thời gian có trước lại ghi thời điểm muộn hơn.",
    en: "The time-stamps contradict each other: an earlier one names a later time.",
  },
  "policy-missing": {
    vi: "Chữ ký dẫn chiếu một chính sách chữ ký không có trong máy.",
    en: "The signature names a signature policy that is not at hand.",
  },
  "policy-wrong": {
    vi: "Không đọc được chính sách chữ ký, hoặc văn bản chính sách kèm theo không đúng.",
    en: "The signature policy cannot be read, or the policy document that comes along is another one.",
  },
  "timestamp-weak": {
    vi: "Dấu thời gian dùng thuật toán không còn an toàn (SHA-1): được hiển thị nhưng không chứng minh được thời điểm ký.",
    en: "The time-stamp uses an algorithm that is no longer safe (SHA-1): it is shown, but proves no time.",
  },
  "claimed-time-shifted": {
    vi: "Giờ ký do máy người ký ghi lệch 7 giờ; lấy theo dấu thời gian.",
    en: "The time that the signer's computer wrote is 7 hours off; the time-stamp counts.",
  },
  "claimed-time-differs": {
    vi: "Giờ ký do máy người ký ghi khác giờ của dấu thời gian; lấy theo dấu thời gian.",
    en: "The time that the signer's computer wrote differs from the time-stamp's; the time-stamp counts.",
  },
  "no-timestamp": {
    vi: "Chữ ký không gắn dấu thời gian.",
    en: "The signature has no time-stamp.",
  },
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
  "certificate-sha1": {
    vi: "Chứng thư của người ký được cấp bằng SHA-1 trước năm 2020.",
    en: "The signer's certificate was issued with SHA-1 before 2020.",
  },
  "detached-attributes": {
    vi: "Chữ ký không có thuộc tính được ký; chỉ chứng minh nội dung và khóa.",
    en: "The signature has no signed attributes; it proves content and key only.",
  },
} as const satisfies Record<string, Text>;

export type WarningCode = keyof typeof WARNINGS;
