/** Texts of what goes wrong with a token, its module, its PIN or its certificate. */

import type { ErrorCode } from "../errors.ts";
import type { ErrorText } from "./error-text.ts";

export const tokenErrors = {
  TOKEN_NOT_FOUND: {
    vi: {
      said: "Chưa nhận được thiết bị lưu khóa bí mật (USB Token).",
      next: "Đề nghị cắm lại; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The token was not found.",
      next: "Plug it in again; if it still fails, ask {support}.",
    },
    who: "user",
    retryable: true,
  },
  TOKEN_REMOVED: {
    vi: {
      said: "Thiết bị ký số đã bị rút hoặc mất kết nối. Văn bản chưa được ký.",
      next: "Cắm lại thiết bị rồi ký lại.",
    },
    en: {
      said: "The token was removed or lost its connection. The document was not signed.",
      next: "Plug the token in and sign again.",
    },
    who: "user",
    retryable: true,
  },
  TOKEN_BUSY: {
    vi: {
      said: "Thiết bị ký số đang được một phiên ký khác sử dụng. Văn bản chưa được ký.",
      next: "Khóa phiên ký ở cửa sổ hoặc trình duyệt kia rồi thử lại.",
    },
    en: {
      said: "Another signing session is using the token. The document was not signed.",
      next: "Lock the session in the other window or browser, then try again.",
    },
    who: "user",
    retryable: true,
  },
  TOKEN_TIMEOUT: {
    vi: {
      said: "Thiết bị ký số không trả lời. Văn bản chưa được ký.",
      next: "Rút ra, cắm lại rồi thử lại; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The token does not answer. The document was not signed.",
      next: "Unplug it, plug it in and try again; if it still fails, ask {support}.",
    },
    who: "user",
    retryable: true,
  },
  TOKEN_FAILED: {
    vi: {
      said: "Thiết bị ký số báo lỗi[ ({method}, {rv})]. Văn bản chưa được ký.",
      next: "Cắm lại thiết bị rồi thử lại; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The token reported a fault[ ({method}, {rv})]. The document was not signed.",
      next: "Plug it in again and retry; if it still fails, ask {support}.",
    },
    who: "it",
    retryable: true,
  },
  TOKEN_UNSUITABLE: {
    vi: {
      said: "Chứng thư này không dùng để ký văn bản được.",
      next: "Chọn chứng thư khác; nếu không có, liên hệ {support}.",
    },
    en: {
      said: "This certificate cannot sign documents.",
      next: "Choose another certificate; if there is none, ask {support}.",
    },
    who: "user",
    retryable: false,
  },
  MODULE_NOT_FOUND: {
    vi: {
      said: "Máy chưa có trình điều khiển (PKCS#11) của thiết bị ký số.",
      next: "Cài trình điều khiển của nhà cung cấp thiết bị, hoặc liên hệ {support}.",
    },
    en: {
      said: "The driver (PKCS#11) of the token is not on this computer.",
      next: "Install the driver of the token's vendor, or ask {support}.",
    },
    who: "it",
    retryable: false,
  },
  MODULE_ARCH_MISMATCH: {
    vi: {
      said: "Trình điều khiển của thiết bị không hợp với phần mềm trên máy (32 bit và 64 bit).",
      next: "Cài bản trình điều khiển đúng với máy, hoặc liên hệ {support}.",
    },
    en: {
      said: "The token's driver does not fit the software on this computer (32 and 64 bit).",
      next: "Install the fitting version of the driver, or ask {support}.",
    },
    who: "it",
    retryable: false,
  },
  MODULE_CRASHED: {
    vi: {
      said: "Trình điều khiển của thiết bị ký số đã dừng đột ngột. Văn bản chưa được ký.",
      next: "Cắm lại thiết bị rồi thử lại; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The token's driver stopped suddenly. The document was not signed.",
      next: "Plug the token in again and retry; if it still fails, ask {support}.",
    },
    who: "it",
    retryable: true,
  },
  PIN_INCORRECT: {
    vi: {
      said: "Mã PIN không đúng.",
      next: "Đề nghị tắt bộ gõ tiếng Việt và nhập lại. Nhập sai nhiều lần, thiết bị sẽ tự khóa.",
    },
    en: {
      said: "The PIN is not right.",
      next: "Turn Vietnamese typing off and type it again. After several wrong PINs the token locks itself.",
    },
    who: "user",
    retryable: true,
  },
  PIN_LENGTH: {
    vi: {
      said: "Mã PIN chưa đúng độ dài[ ({min} đến {max} ký tự)]. Mã chưa được gửi tới thiết bị.",
      next: "Nhập lại mã PIN.",
    },
    en: {
      said: "The PIN has the wrong length[ ({min} to {max} characters)]. It was not sent to the token.",
      next: "Type the PIN again.",
    },
    who: "user",
    retryable: true,
  },
  PIN_LOCKED: {
    vi: {
      said: "Thiết bị ký số đã khóa vì nhập sai mã PIN nhiều lần.",
      next: "Lập phiếu đề nghị mở khóa (Mẫu 06) và liên hệ {support}.",
    },
    en: {
      said: "The token is locked after too many wrong PINs.",
      next: "Ask for it to be unlocked (form Mẫu 06) through {support}.",
    },
    who: "it",
    retryable: false,
  },
  PIN_NOT_ASCII: {
    vi: {
      said: "Mã PIN có chữ tiếng Việt có dấu. Mã chưa được gửi tới thiết bị.",
      next: "Tắt bộ gõ tiếng Việt rồi nhập lại.",
    },
    en: {
      said: "The PIN has a letter with a Vietnamese mark. It was not sent to the token.",
      next: "Turn Vietnamese typing off and type it again.",
    },
    who: "user",
    retryable: true,
  },
  PIN_LAST_TRY: {
    vi: {
      said: "Chỉ còn một lần nhập mã PIN; nhập sai, thiết bị sẽ khóa. Mã chưa được gửi tới thiết bị.",
      next: "Kiểm tra kỹ mã PIN và xác nhận rồi mới ký; nếu không chắc, liên hệ {support}.",
    },
    en: {
      said: "One try is left; a wrong PIN locks the token. Nothing was sent to it.",
      next: "Make sure of the PIN and confirm before signing; in doubt ask {support}.",
    },
    who: "user",
    retryable: true,
  },
  PIN_REPEATED: {
    vi: {
      said: "Mã PIN này vừa bị thiết bị từ chối nên không gửi lại, để thiết bị không bị khóa.",
      next: "Nhập mã PIN khác.",
    },
    en: {
      said: "The token has just refused this PIN; it is not sent again, so that the token does not lock.",
      next: "Type another PIN.",
    },
    who: "user",
    retryable: true,
  },
  CERT_NOT_FOUND: {
    vi: {
      said: "Không thấy chứng thư đã chọn trên thiết bị ký số.",
      next: "Chọn lại chứng thư, hoặc cắm đúng thiết bị.",
    },
    en: {
      said: "The chosen certificate is not on the token.",
      next: "Choose a certificate again, or plug the right token in.",
    },
    who: "user",
    retryable: true,
  },
  CERT_EXPIRED: {
    vi: {
      said: "Chứng thư[ hết hạn {notAfter},] không còn trong thời hạn sử dụng, không ký được.",
      next: "Lập phiếu gia hạn (Mẫu 04), hoặc chọn chứng thư khác.",
    },
    en: {
      said: "The certificate is outside its validity[ (ended {notAfter})] and cannot sign.",
      next: "Ask for a renewal (form Mẫu 04), or choose another certificate.",
    },
    who: "user",
    retryable: false,
  },
  CERT_REVOKED: {
    vi: {
      said: "Chứng thư đã bị thu hồi, không ký được.",
      next: "Chọn chứng thư khác, hoặc liên hệ {support}.",
    },
    en: {
      said: "The certificate is revoked and cannot sign.",
      next: "Choose another certificate, or ask {support}.",
    },
    who: "it",
    retryable: false,
  },
  TSA_UNREACHABLE: {
    vi: {
      said: "Chưa gắn được dấu thời gian[ ({tsa} không trả lời)]. Văn bản chưa được ký.",
      next: "Thử lại sau, hoặc ký không có dấu thời gian. Nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The time-stamp could not be added[ ({tsa} does not answer)]. The document is not signed.",
      next: "Try again later, or sign without a time-stamp. If it stays so, ask {support}.",
    },
    who: "it",
    retryable: true,
  },
  TSA_REFUSED: {
    vi: {
      said: "Dấu thời gian nhận về[ từ {tsa}] không dùng được. Văn bản chưa được ký.",
      next: "Thử lại sau, hoặc ký không có dấu thời gian. Nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The time-stamp that came[ from {tsa}] cannot be used. The document is not signed.",
      next: "Try again later, or sign without a time-stamp. If it stays so, ask {support}.",
    },
    who: "it",
    retryable: true,
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
