/** What a person reads for each code: what happened, what it means, one next step. A missing text does not compile. */

import type { ErrorCode, ErrorDetail } from "../errors.ts";
import { type ErrorText, fill, type Language, type Saying, type Support } from "./error-text.ts";
import { documentErrors } from "./errors-document.ts";
import { requestErrors } from "./errors-request.ts";
import { tokenErrors } from "./errors-token.ts";

export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  ...requestErrors,
  ...documentErrors,
  ...tokenErrors,
};

/** The text of a failure in one language, its gaps filled. */
export function explainError(
  error: { readonly code: ErrorCode; readonly detail?: ErrorDetail | undefined },
  language: Language,
  support?: Support,
): Saying {
  const { reasons = {}, ...usual } = ERROR_TEXTS[error.code];
  const reason = String(error.detail?.["reason"] ?? "");
  const { said, next } =
    (Object.hasOwn(reasons, reason) ? reasons[reason] : undefined)?.[language] ?? usual[language];
  const gaps = { language, detail: error.detail, support };
  return { said: fill(said, gaps), next: fill(next, gaps) };
}

/** That nothing was signed: said to whoever wanted to sign, and a verdict nobody gave to whoever only looks. */
const NOT_SIGNED: Readonly<Record<Language, string>> = { vi: " Chưa ký.", en: " Nothing was signed." };

/** What means something else where a document is only looked at. */
const READING: Partial<Readonly<Record<ErrorCode, Readonly<Record<Language, Saying>>>>> = {
  DOCUMENT_CHANGED: {
    vi: {
      said: "Tệp trên máy vừa được ghi lại, chuyển chỗ hoặc xóa nên không đọc được.",
      next: "Chọn lại tệp để kiểm tra.",
    },
    en: {
      said: "The file on this computer was just written, moved or deleted and cannot be read.",
      next: "Choose the file again.",
    },
  },
};

/** As `explainError`, for a document that is only looked at. */
export function explainReading(...[error, language, support]: Parameters<typeof explainError>): Saying {
  const own = READING[error.code];
  if (own) return own[language];
  const { said, next } = explainError(error, language, support);
  return { said: said.replace(NOT_SIGNED[language], ""), next };
}
