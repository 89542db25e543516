/** What trust and time of a signature rest on, and what they lack. Every code of the closed list has its text. */

import type { Text } from "./verdicts.ts";

/** Append-only. */
export const TRUST_REASONS = {
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
  "time-proved-later": {
    vi: "Thời điểm ký được chứng minh bằng dấu thời gian có sau trong tài liệu: chữ ký đã có chậm nhất vào ngày {day}.",
    en: "The time of signing is proved by a later time-stamp in the document: the signature existed on {day} at the latest.",
  },
  "archive-timestamp-old": {
    vi: "Dấu thời gian lưu trữ thuộc kiểu cũ, chưa được xét; chúng không chứng minh được gì ở đây.",
    en: "The archive time-stamps are of an older kind that is not read; they prove nothing here.",
  },
} as const satisfies Record<string, Text>;
