/** Texts of what goes wrong with the document: getting it, reading it, giving it back. */

import type { ErrorCode } from "../errors.ts";
import type { ErrorText } from "./error-text.ts";

export const documentErrors = {
  NOT_PDF: {
    vi: { said: "Tệp không phải PDF.", next: "Chọn tệp khác." },
    en: { said: "The file is not a PDF.", next: "Choose another file." },
    who: "user",
    retryable: false,
  },
  LOGIN_PAGE: {
    vi: {
      said: "Trang trả về màn hình đăng nhập thay vì văn bản. Chưa ký.",
      next: "Đăng nhập lại vào trang rồi thử lại.",
    },
    en: {
      said: "The site answered with a login page instead of the document. Nothing was signed.",
      next: "Log in to the site again and retry.",
    },
    who: "user",
    retryable: true,
  },
  PDF_BROKEN: {
    vi: {
      said: "Tệp PDF bị hỏng hoặc tải chưa đủ. Chưa ký.",
      next: "Tải lại văn bản từ nguồn gốc, hoặc đề nghị nơi gửi cấp lại.",
    },
    en: {
      said: "The PDF is damaged or incomplete. Nothing was signed.",
      next: "Fetch the document again, or ask its sender for another copy.",
    },
    who: "user",
    retryable: false,
  },
  PASSWORD_NEEDED: {
    vi: { said: "Văn bản có mật khẩu.", next: "Nhập mật khẩu mở tệp." },
    en: { said: "The document has a password.", next: "Give the password that opens it." },
    who: "user",
    retryable: true,
  },
  ENCRYPTION_UNSUPPORTED: {
    vi: {
      said: "Văn bản được mã hóa theo cách mà phần mềm chưa đọc được[ ({filter})].",
      next: "Dùng bản không mã hóa của văn bản.",
    },
    en: {
      said: "The document is encrypted in a way this software cannot read[ ({filter})].",
      next: "Use a copy that is not encrypted.",
    },
    who: "user",
    retryable: false,
  },
  LIMIT_EXCEEDED: {
    vi: {
      said: "Yêu cầu hoặc tệp vượt giới hạn của phần mềm[ ({limit})].",
      next: "Dùng tệp gọn hơn; nếu tệp bình thường, liên hệ {support}.",
    },
    en: {
      said: "The request or the file goes over a limit of the software[ ({limit})].",
      next: "Use a leaner file; if it is an ordinary one, ask {support}.",
    },
    who: "us",
    retryable: false,
  },
  DOCUMENT_TOO_LARGE: {
    vi: {
      said: "Văn bản lớn hơn giới hạn[ {limit} byte]. Chưa ký.",
      next: "Dùng bản nhỏ hơn của văn bản.",
    },
    en: {
      said: "The document is over the limit[ of {limit} bytes]. Nothing was signed.",
      next: "Use a smaller copy of the document.",
    },
    who: "user",
    retryable: false,
  },
  DOCUMENT_CHANGED: {
    vi: {
      said: "Văn bản đã thay đổi sau khi ký hoặc khác bản đang xem. Chưa ký.",
      next: "Xem lại văn bản, dùng bản gốc đúng.",
    },
    en: {
      said: "The document was changed after it was signed, or differs from the one on screen. Nothing was signed.",
      next: "Look at the document again and use the right original.",
    },
    who: "user",
    retryable: false,
  },
  FIELD_REQUIRES: {
    vi: {
      said: "Ô chữ ký[ «{field}»] của biểu mẫu đòi hỏi điều mà chữ ký này không có[: {key}][ ({wanted})]. Chưa ký.",
      next: "Chọn lại theo yêu cầu đó, ký vào ô khác, hoặc hỏi nơi lập biểu mẫu.",
    },
    en: {
      said: "The signature field[ «{field}»] of the form wants what this signature is not[: {key}][ ({wanted})]. Nothing was signed.",
      next: "Choose as it wants, sign in another field, or ask the author of the form.",
    },
    who: "user",
    retryable: true,
  },
  PERMISSION_FORBIDS: {
    vi: {
      said: "Văn bản được mã hóa với quyền không cho ký, và chính sách của cơ quan buộc tuân theo. Chưa ký.",
      next: "Mở bằng mật khẩu của chủ văn bản, hoặc đề nghị nơi gửi cấp bản được phép ký.",
    },
    en: {
      said: "The document is encrypted with permissions that do not allow signing, and the agency's policy holds to them. Nothing was signed.",
      next: "Open it with its owner's password, or ask its sender for a copy that may be signed.",
    },
    who: "user",
    retryable: false,
  },
  CERTIFICATION_FORBIDS: {
    vi: {
      said: "Người ký trước đã khóa văn bản, không cho ký thêm.",
      next: "Đề nghị nơi phát hành văn bản cấp bản cho phép ký thêm.",
    },
    en: {
      said: "An earlier signer certified the document and allows no further signature.",
      next: "Ask the issuer for a copy that allows signing.",
    },
    // A certification is the first signature of its file, and one field alone has it (ISO 32000-2 12.8.2.2.1).
    reasons: {
      signed: {
        vi: {
          said: "Văn bản đã có chữ ký, hoặc còn sót ô chữ ký của tệp khác; chữ ký chứng nhận văn bản phải là chữ ký đầu tiên. Chưa ký.",
          next: "Ký như thường lệ, không chứng nhận; hoặc dùng bản chưa có chữ ký nào.",
        },
        en: {
          said: "The document has a signature already, or a signature field that another file left behind; a certification must be the first signature. Nothing was signed.",
          next: "Sign without certifying, or take a copy without any signature.",
        },
      },
    },
    who: "user",
    retryable: false,
  },
  SELF_CHECK_FAILED: {
    vi: {
      said: "Bản vừa ký không qua được bước tự kiểm tra nên không được giao. Văn bản gốc còn nguyên.",
      next: "Thử lại; nếu vẫn lỗi, gửi mã lỗi này cho {support}.",
    },
    en: {
      said: "The new signature did not pass our own check and was not handed out. The original is untouched.",
      next: "Try again; if it still fails, send this code to {support}.",
    },
    who: "us",
    retryable: true,
  },
  DOWNLOAD_FAILED: {
    vi: {
      said: "Chưa tải được văn bản[ (máy chủ trả lời {status})].",
      next: "Mở lại trang rồi thử lại.",
    },
    en: {
      said: "The document could not be downloaded[ (the server answered {status})].",
      next: "Open the page again and retry.",
    },
    who: "site",
    retryable: true,
  },
  UPLOAD_FAILED: {
    vi: {
      said: "Trang không nhận tệp. Bản đã ký vẫn còn ở đây.",
      next: "Lưu bản đã ký, rồi tải lên trang bằng tay.",
    },
    en: {
      said: "The site did not take the file. The signed copy is still here.",
      next: "Save the signed copy and upload it by hand.",
    },
    who: "site",
    retryable: true,
  },
  INPUT_NOT_FOUND: {
    vi: {
      said: "Không thấy hoặc không đọc được tệp[ {path}].",
      next: "Kiểm tra lại đường dẫn và quyền đọc.",
    },
    en: {
      said: "The file[ {path}] is missing or cannot be read.",
      next: "Check the path and the right to read it.",
    },
    who: "user",
    retryable: false,
  },
  OUTPUT_EXISTS: {
    vi: {
      said: "Đã có tệp cùng tên ở nơi ghi ra[: {path}]. Không tệp nào bị ghi đè.",
      next: "Chọn tên khác, hoặc thêm --force nếu muốn thay tệp cũ.",
    },
    en: {
      said: "A file of that name is there already[: {path}]. Nothing was overwritten.",
      next: "Choose another name, or add --force to replace the old file.",
    },
    who: "user",
    retryable: false,
  },
  OUTPUT_FAILED: {
    vi: {
      said: "Không ghi được tệp kết quả[ ({reason})]. Văn bản gốc còn nguyên.",
      next: "Kiểm tra dung lượng đĩa và quyền ghi rồi thử lại.",
    },
    en: {
      said: "The result could not be written[ ({reason})]. The original is untouched.",
      next: "Check free space and the right to write, then retry.",
    },
    who: "user",
    retryable: true,
  },
  NOT_ATTEMPTED: {
    vi: {
      said: "Văn bản này chưa được xử lý vì lỗi xảy ra trước đó.",
      next: "Khắc phục lỗi trước, rồi làm tiếp văn bản này.",
    },
    en: {
      said: "This document was not attempted because of the failure before it.",
      next: "Mend that failure, then go on with this document.",
    },
    who: "user",
    retryable: true,
  },
  IMAGE_UNSUPPORTED: {
    vi: {
      said: "Ảnh chữ ký hoặc con dấu không dùng được[ ({reason})]. Chưa ký.",
      next: "Chọn ảnh PNG nền trong suốt hoặc JPEG, không quá 16 triệu điểm ảnh, không xen kẽ.",
    },
    en: {
      said: "The image of the signature or seal cannot be used[ ({reason})]. Nothing was signed.",
      next: "Choose a PNG with transparency or a JPEG, of 16 million pixels at most, not interlaced.",
    },
    who: "user",
    retryable: false,
  },
  GLYPH_MISSING: {
    vi: {
      said: "Phông chữ của dấu không có ký tự đã nhập[ («{character}»)]. Chưa ký.",
      next: "Bỏ ký tự đó khỏi nội dung của dấu.",
    },
    en: {
      said: "The font of the stamp lacks a character of the text[ («{character}»)]. Nothing was signed.",
      next: "Leave that character out of the stamp's text.",
    },
    who: "user",
    retryable: false,
  },
  ANCHOR_NOT_FOUND: {
    vi: {
      said: "Không tìm thấy chỗ đặt trong văn bản[ ({anchor})]; văn bản có thể là bản quét. Chưa ký.",
      next: "Tự chọn trang và vị trí của dấu.",
    },
    en: {
      said: "No place for the stamp was found in the document[ ({anchor})]; it may be a scan. Nothing was signed.",
      next: "Choose the page and the place of the stamp yourself.",
    },
    who: "user",
    retryable: false,
  },
  ANCHOR_FILLED: {
    vi: {
      said: "Số hoặc ngày văn bản đã ghi sẵn[ («{found}»)] khác với nội dung đang nhập[ («{wanted}»)]. Chưa ký.",
      next: "Nhập đúng số, ngày, tháng đã ghi trên văn bản, hoặc yêu cầu sửa văn bản.",
    },
    en: {
      said: "The number or date that the document already says[ (“{found}”)] is not the one given[ (“{wanted}”)]. Nothing was signed.",
      next: "Give the number, day and month that the document says, or have the document changed.",
    },
    who: "user",
    retryable: false,
  },
  STORAGE_FAILED: {
    vi: {
      said: "Trình duyệt không lưu được[ ({reason})]; mẫu dấu và thiết lập của Ấn Tín chưa được ghi.",
      next: "Kiểm tra dung lượng đĩa, đóng cửa sổ riêng tư rồi thử lại.",
    },
    en: {
      said: "The browser could not store it[ ({reason})]; stamps and settings of Ấn Tín were not written.",
      next: "Check free space, close private windows, then retry.",
    },
    who: "user",
    retryable: true,
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
