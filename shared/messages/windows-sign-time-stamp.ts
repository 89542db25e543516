/** Texts about time-stamps: on the way to one, where none comes, and the choice on the options page. `**so**` stands for bold. */

import type { Language } from "./error-text.ts";

const vi = {
  step: "Gắn dấu thời gian",
  working: "Đang gắn dấu thời gian",
  usually: "thường dưới 2 phút",
  stopWaiting: "Dừng chờ",
  next: (authority: string) => `Chữ ký có **dấu thời gian** của ${authority}.`,
  // No time-stamp came
  unreachable: (authority: string) => `Chưa gắn được dấu thời gian (${authority} không trả lời)`,
  refused: (authority: string) => `Dấu thời gian nhận từ ${authority} không dùng được`,
  stopped: "Đã dừng chờ dấu thời gian",
  failed: "Chưa gắn được dấu thời gian",
  ofMany: (count: string) => `${count} văn bản đang chờ dấu thời gian`,
  kept: "**Chữ ký đã được giữ lại**, không phải nhập lại mã PIN. Tệp gốc giữ nguyên.",
  wanted: "Máy này quy định chữ ký phải có dấu thời gian.",
  again: "Thử lại",
  without: "Ký không có dấu thời gian",
  drop: "Không ký",
  rowWaiting: "Chờ dấu thời gian",
  // What came of it
  done: "Đã ký; có dấu thời gian",
  donePractice: "Đã ký thử; có dấu thời gian",
  doneMany: (count: string) => `${count} bản có dấu thời gian.`,
  selfStamp: "Dấu thời gian khớp chữ ký",
  // Options page
  title: "Dấu thời gian",
  about: "Dấu thời gian chứng minh chữ ký có từ lúc nào, cả khi chứng thư đã hết hạn.",
  choices: {
    usual: "Theo máy",
    always: "Luôn gắn",
    never: "Không gắn",
  },
  meanings: {
    usual:
      "Gắn khi cán bộ công nghệ thông tin đã đặt dịch vụ dấu thời gian cho máy này; nếu chưa thì không gắn.",
    always: "Gắn vào mỗi chữ ký, hoặc vào chữ ký cuối của một lần phát hành. Cần có mạng.",
    never: "Ký không cần mạng; thời gian ký là giờ máy của người ký.",
  },
  ruled: "Quy định của cơ quan đặt trên máy, nếu có, được áp dụng trước.",
};

const en: typeof vi = {
  step: "Add the time-stamp",
  working: "Adding the time-stamp",
  usually: "usually below 2 minutes",
  stopWaiting: "Stop waiting",
  next: (authority) => `The signature gets a **time-stamp** from ${authority}.`,
  unreachable: (authority) => `No time-stamp yet (${authority} does not answer)`,
  refused: (authority) => `The time-stamp that came from ${authority} cannot be used`,
  stopped: "No longer waiting for the time-stamp",
  failed: "No time-stamp yet",
  ofMany: (count) => `${count} documents wait for a time-stamp`,
  kept: "**The signature is kept**; the PIN is not needed again. The original stays as it is.",
  wanted: "On this computer signatures must have a time-stamp.",
  again: "Try again",
  without: "Sign without a time-stamp",
  drop: "Do not sign",
  rowWaiting: "Waits for a time-stamp",
  done: "Signed, with a time-stamp",
  donePractice: "Practice signature made, with a time-stamp",
  doneMany: (count) => `${count} of them have a time-stamp.`,
  selfStamp: "The time-stamp fits the signature",
  title: "Time-stamp",
  about: "A time-stamp proves since when a signature exists, also after its certificate has expired.",
  choices: {
    usual: "As the computer says",
    always: "Always",
    never: "Never",
  },
  meanings: {
    usual: "Added where the IT officer named a time-stamping service for this computer; else not.",
    always: "Added to each signature, or to the last one of issuing a document. Needs a network.",
    never: "Signs without a network; the time of signing is that of the signer's computer.",
  },
  ruled: "What the agency decided for this computer, if anything, goes before it.",
};

export const timeStampTexts: Readonly<Record<Language, typeof vi>> = { vi, en };
