/** Texts of what a user may give beside a file that is checked. */

import type { Language } from "./error-text.ts";

const vi = {
  password: "Mật khẩu mở tệp",
  passwordWrong: "Mật khẩu chưa đúng. Đề nghị tắt bộ gõ tiếng Việt và nhập lại.",
  unlock: "Mở và kiểm tra",
  content: "Chọn tệp nội dung đã ký",
  evidence: "Nạp danh sách thu hồi hoặc chứng thư CA từ tệp",
  refused: "Tệp không phải danh sách thu hồi (CRL) hoặc chứng thư. Kết quả giữ nguyên.",
};

const en: typeof vi = {
  password: "Password of the file",
  passwordWrong: "That is not the password. Turn the Vietnamese keyboard off and type it again.",
  unlock: "Open and check",
  content: "Choose the signed content",
  evidence: "Load a revocation list or an authority's certificate",
  refused: "The file is no revocation list (CRL) and no certificate. The result stays as it was.",
};

export const supplementTexts: Readonly<Record<Language, typeof vi>> = { vi, en };
