/** Texts of what goes wrong between page, extension and host: versions, requests, time, the host itself. */

import type { ErrorCode } from "../errors.ts";
import type { ErrorText } from "./error-text.ts";

export const requestErrors = {
  ACTION_TIMEOUT: {
    vi: { said: "Quá thời gian chờ mà chưa có trả lời.", next: "Thử lại." },
    en: { said: "No answer came in time.", next: "Try again." },
    who: "user",
    retryable: true,
  },
  USER_TIMEOUT: {
    vi: { said: "Yêu cầu đã đóng vì chờ quá lâu. Chưa ký.", next: "Bấm «Ký số» lại khi sẵn sàng." },
    en: {
      said: "The request was closed after a long wait. Nothing was signed.",
      next: "Press “Ký số” again when ready.",
    },
    who: "user",
    retryable: true,
  },
  USER_CANCELLED: {
    vi: { said: "Đã dừng theo yêu cầu. Chưa ký.", next: "Bấm «Ký số» lại khi cần." },
    en: { said: "Stopped as asked. Nothing was signed.", next: "Press “Ký số” again when needed." },
    who: "user",
    retryable: true,
  },
  VERSION_MISMATCH: {
    vi: {
      said: "Tiện ích và phần mềm trên máy khác phiên bản, không nói chuyện được với nhau.",
      next: "Cập nhật phần mềm trên máy và tiện ích lên bản mới nhất.",
    },
    en: {
      said: "The extension and the software on this computer have versions that do not fit.",
      next: "Update both to the newest version.",
    },
    who: "it",
    retryable: false,
  },
  VERSION_INVALID: {
    vi: {
      said: "Phần mềm trên máy trả lời sai phiên bản giao thức.",
      next: "Cài lại phần mềm trên máy, hoặc liên hệ {support}.",
    },
    en: {
      said: "The software on this computer answered with an invalid protocol version.",
      next: "Install it again, or ask {support}.",
    },
    who: "it",
    retryable: false,
  },
  HOST_NOT_FOUND: {
    vi: { said: "Phần mềm trên máy: chưa cài.", next: "Tải bộ cài, cài xong thử lại." },
    en: {
      said: "The software on this computer is not installed.",
      next: "Download and install it, then retry.",
    },
    who: "user",
    retryable: true,
  },
  HOST_FORBIDDEN: {
    vi: {
      said: "Phần mềm trên máy không cho tiện ích này dùng.",
      next: "Cài đặt lại phần mềm trên máy, hoặc liên hệ {support}.",
    },
    en: {
      said: "The software on this computer does not serve this extension.",
      next: "Install it again, or ask {support}.",
    },
    who: "it",
    retryable: false,
  },
  HOST_EXITED: {
    vi: {
      said: "Phần mềm trên máy khởi động rồi dừng.",
      next: "Thử lại; nếu vẫn lỗi, chép báo cáo hỗ trợ gửi {support}.",
    },
    en: {
      said: "The software on this computer started and then stopped.",
      next: "Try again; if it still fails, send a support report to {support}.",
    },
    who: "it",
    retryable: true,
  },
  HOST_JUNK: {
    vi: {
      said: "Phần mềm trên máy gửi dữ liệu không đọc được.",
      next: "Cài lại phần mềm trên máy; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "The software on this computer sent something that cannot be read.",
      next: "Install it again; if it still fails, ask {support}.",
    },
    who: "it",
    retryable: true,
  },
  HOST_BLOCKED: {
    vi: {
      said: "Phần mềm trên máy bị chính sách của trình duyệt chặn.",
      next: "Gửi thông báo này cho {support}.",
    },
    en: {
      said: "A policy of the browser blocks the software on this computer.",
      next: "Send this message to {support}.",
    },
    who: "it",
    retryable: false,
  },
  CONTEXT_INSECURE: {
    vi: {
      said: "Trang không dùng kết nối an toàn (https), nên không được yêu cầu ký.",
      next: "Mở trang bằng địa chỉ https; trang nội bộ dùng http thì liên hệ {support} để khai báo.",
    },
    en: {
      said: "The page has no secure connection (https) and may not ask for a signature.",
      next: "Open it by its https address; for an internal http site ask {support} to allow it.",
    },
    who: "site",
    retryable: false,
  },
  ORIGIN_NOT_ALLOWED: {
    vi: {
      said: "Trang này không phải là trang đã mở phiên ký, nên không được dùng phiên đó.",
      next: "Khóa phiên, rồi ký lại từ trang này.",
    },
    en: {
      said: "This page did not open the signing session and may not use it.",
      next: "Lock the session, then sign again from this page.",
    },
    who: "user",
    retryable: false,
  },
  ACTION_PENDING: {
    vi: { said: "Đang có một việc ký khác.", next: "Làm xong hoặc dừng việc đó rồi thử lại." },
    en: { said: "Another signing job is under way.", next: "Finish or stop it, then try again." },
    who: "user",
    retryable: true,
  },
  RATE_LIMITED: {
    vi: { said: "Quá nhiều yêu cầu cùng lúc.", next: "Chờ các văn bản đang xếp hàng xong rồi thử lại." },
    en: { said: "Too many requests at once.", next: "Let the waiting documents finish, then try again." },
    who: "user",
    retryable: true,
  },
  MISSING_PARAMETER: {
    vi: {
      said: "Yêu cầu gửi tới phần mềm trên máy thiếu thông tin[ ({field})].",
      next: "Cập nhật tiện ích và phần mềm trên máy; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "A request to the software on this computer lacks something[ ({field})].",
      next: "Update the extension and the software; if it still fails, ask {support}.",
    },
    who: "us",
    retryable: false,
  },
  INVALID_ARGUMENT: {
    vi: {
      said: "Yêu cầu gửi tới phần mềm trên máy không đúng mẫu[ ({field})].",
      next: "Cập nhật tiện ích và phần mềm trên máy; nếu vẫn lỗi, liên hệ {support}.",
    },
    en: {
      said: "A request to the software on this computer is malformed[ ({field})].",
      next: "Update the extension and the software; if it still fails, ask {support}.",
    },
    who: "us",
    retryable: false,
  },
  BATCH_CONFLICT: {
    vi: {
      said: "Văn bản này đã có trong phiên ký hoặc đã ký đủ số lần đã đồng ý.",
      next: "Ký lại văn bản từ đầu.",
    },
    en: {
      said: "This document is in the session already, or was signed as often as agreed.",
      next: "Start again with the document.",
    },
    who: "user",
    retryable: false,
  },
  BATCH_EXPIRED: {
    vi: { said: "Phiên ký đã kết thúc.", next: "Nhập lại mã PIN để mở phiên mới." },
    en: { said: "The signing session has ended.", next: "Give the PIN again to open a new one." },
    who: "user",
    retryable: false,
  },
  JOB_NOT_FOUND: {
    vi: {
      said: "Không thấy văn bản này trong danh sách đã đồng ý ký.",
      next: "Mở lại văn bản từ trang và ký lại.",
    },
    en: {
      said: "This document is not in the list that was agreed to.",
      next: "Open it again from the page and sign anew.",
    },
    who: "user",
    retryable: false,
  },
  UNKNOWN_ERROR: {
    vi: {
      said: "Có lỗi chưa rõ nguyên nhân.",
      next: "Thử lại; nếu vẫn lỗi, chạy «antin selftest» và gửi kết quả cho {support}.",
    },
    en: {
      said: "Something failed for an unknown reason.",
      next: "Try again; if it still fails, run “antin selftest” and send the result to {support}.",
    },
    who: "us",
    retryable: true,
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
