/** Every failure the product can name: one closed, append-only list of codes and the one error class that carries them. */

export const ERROR_CODES = [
  "ACTION_TIMEOUT",
  "USER_TIMEOUT",
  "VERSION_MISMATCH",
  "VERSION_INVALID",
  "HOST_NOT_FOUND",
  "HOST_FORBIDDEN",
  "HOST_EXITED",
  "CONTEXT_INSECURE",
  "ORIGIN_NOT_ALLOWED",
  "ACTION_PENDING",
  "RATE_LIMITED",
  "MISSING_PARAMETER",
  "INVALID_ARGUMENT",
  "USER_CANCELLED",
  "TOKEN_NOT_FOUND",
  "TOKEN_REMOVED",
  "MODULE_NOT_FOUND",
  "MODULE_ARCH_MISMATCH",
  "PIN_INCORRECT",
  "PIN_LENGTH",
  "PIN_LOCKED",
  "CERT_NOT_FOUND",
  "CERT_EXPIRED",
  "CERT_REVOKED",
  "DOCUMENT_TOO_LARGE",
  "DOCUMENT_CHANGED",
  "DOWNLOAD_FAILED",
  "UPLOAD_FAILED",
  "TSA_UNREACHABLE",
  "BATCH_CONFLICT",
  "BATCH_EXPIRED",
  "JOB_NOT_FOUND",
  "UNKNOWN_ERROR",
  "NOT_PDF",
  "LOGIN_PAGE",
  "PDF_BROKEN",
  "PASSWORD_NEEDED",
  "LIMIT_EXCEEDED",
  "CERTIFICATION_FORBIDS",
  "PIN_NOT_ASCII",
  "PIN_LAST_TRY",
  "PIN_REPEATED",
  "TOKEN_BUSY",
  "TOKEN_TIMEOUT",
  "HOST_JUNK",
  "INPUT_NOT_FOUND",
  "OUTPUT_EXISTS",
  "OUTPUT_FAILED",
  "NOT_ATTEMPTED",
  "MODULE_CRASHED",
  "TOKEN_FAILED",
  "TOKEN_UNSUITABLE",
  "ENCRYPTION_UNSUPPORTED",
  "SELF_CHECK_FAILED",
  "HOST_BLOCKED",
  "IMAGE_UNSUPPORTED",
  "GLYPH_MISSING",
  "ANCHOR_NOT_FOUND",
  "STORAGE_FAILED",
  "FIELD_REQUIRES",
  "PERMISSION_FORBIDS",
  "TSA_REFUSED",
  "ANCHOR_FILLED",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts beside a code: names and numbers, never a PIN, key material or document content. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

/** What a failure looks like on a wire or in JSON. */
export interface WireError {
  readonly code: ErrorCode;
  readonly detail?: ErrorDetail;
}

export class SignError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail | undefined;

  constructor(code: ErrorCode, detail?: ErrorDetail, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = "SignError";
    this.code = code;
    this.detail = detail;
  }
}

/** Throws; one line where a cause is understood. */
export function fail(code: ErrorCode, detail?: ErrorDetail, cause?: unknown): never {
  throw new SignError(code, detail, cause);
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(value);
}

/** Any thrown value as a `SignError`; what is not one becomes UNKNOWN_ERROR and keeps the original as its cause. */
export function asSignError(thrown: unknown): SignError {
  return thrown instanceof SignError ? thrown : new SignError("UNKNOWN_ERROR", undefined, thrown);
}

/** For a border (worker, port, stdio): code and detail only, so no stack and no foreign text crosses it. */
export function toWire(thrown: unknown): WireError {
  const error = asSignError(thrown);
  return error.detail === undefined ? { code: error.code } : { code: error.code, detail: error.detail };
}

export function fromWire(wire: WireError): SignError {
  return new SignError(wire.code, wire.detail);
}
