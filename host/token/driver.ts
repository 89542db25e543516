/** What the rest of the host knows of a token: list, watch, open, sign. PKCS#11 and the practice key are two implementations. */

import type { DigestAlgorithm } from "#shared/bytes.ts";

/** CK_TOKEN_INFO flags that matter before a login (PKCS#11 2.40 section 3.2). */
export interface PinState {
  /** CKF_USER_PIN_COUNT_LOW: at least one wrong PIN since the last right one. */
  readonly countLow: boolean;
  /** CKF_USER_PIN_FINAL_TRY: one more wrong PIN locks the token. */
  readonly finalTry: boolean;
  /** CKF_USER_PIN_LOCKED. */
  readonly locked: boolean;
  /** CKF_PROTECTED_AUTHENTICATION_PATH: the PIN is typed on the reader; not supported yet, said so. */
  readonly onReader: boolean;
  /** Whether a PIN is wanted at all (CKF_LOGIN_REQUIRED); false for the practice token. */
  readonly wanted: boolean;
  readonly minLength: number;
  readonly maxLength: number;
}

export interface TokenInfo {
  /** Stable while the token is the same: "practice", or "p11:" and the first 16 hexadecimal digits of SHA-256(module path NUL label NUL serial). */
  readonly id: string;
  readonly kind: "practice" | "pkcs11";
  readonly label: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  /** File name (not path) of the module; null for the practice token. */
  readonly module: string | null;
  readonly pin: PinState;
}

export interface TokenCertificate {
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly id: string;
  readonly token: string;
  /** CKA_LABEL. */
  readonly label: string;
  readonly der: Uint8Array;
  /** Issuer certificates known to the token, leaf's issuer first, DER; may be empty. */
  readonly chain: readonly Uint8Array[];
  /** False where no private key with the same CKA_ID and public key was found without a login. null: not known before login. */
  readonly hasKey: boolean | null;
}

/** RSASSA-PKCS1-v1_5, RSASSA-PSS (hash = MGF1 hash, salt = digest length) or ECDSA; the key's kind must agree. */
export type SignatureScheme = "rsa-pkcs1" | "rsa-pss" | "ecdsa";

export interface SignRequest {
  readonly digest: Uint8Array;
  readonly digestAlgorithm: Extract<DigestAlgorithm, "sha256" | "sha384" | "sha512">;
  readonly scheme: SignatureScheme;
}

export interface OpenRequest {
  readonly token: string;
  /** `TokenCertificate.id`. */
  readonly certificate: string;
  /** Empty where the token wants none. Never logged, never kept by the driver beyond the login. */
  readonly pin: string;
  /** The user typed the confirmation that the last try may be spent. */
  readonly allowLastTry: boolean;
}

/** One login to one token for one certificate. Holds the lock between host processes until `close`. */
export interface TokenSession {
  readonly certificate: TokenCertificate;
  /** Signature value as CMS wants it: RSA raw big-endian, ECDSA as DER ECDSA-Sig-Value (RFC 3279 2.2.3). */
  sign(request: SignRequest, signal?: AbortSignal): Promise<Uint8Array>;
  /** C_Logout and the child's end; safe to call twice. */
  close(): Promise<void>;
  /** Called once when the session ends by itself (token pulled, child died). */
  onEnd(listener: (error: Error) => void): void;
}

/** What makes a signature, however it comes to its session. */
export type TokenSigner = Pick<TokenSession, "certificate" | "sign">;

export interface TokenDriver {
  tokens(signal?: AbortSignal): Promise<TokenInfo[]>;
  /** Calls back with the new list after each change (insert, remove, PIN flags); returns the stop function. */
  watch(listener: (tokens: TokenInfo[]) => void): () => void;
  /** Certificates of one token, readable without a PIN. Errors: TOKEN_NOT_FOUND, TOKEN_REMOVED, TOKEN_TIMEOUT. */
  certificates(token: string, signal?: AbortSignal): Promise<TokenCertificate[]>;
  /**
   * Login. Errors: TOKEN_NOT_FOUND, TOKEN_BUSY, TOKEN_TIMEOUT, TOKEN_REMOVED, CERT_NOT_FOUND, PIN_INCORRECT {countLow, finalTry},
   * PIN_LENGTH, PIN_LOCKED, PIN_NOT_ASCII, PIN_LAST_TRY, PIN_REPEATED, MODULE_CRASHED, TOKEN_FAILED {method, rv}.
   */
  open(request: OpenRequest, signal?: AbortSignal): Promise<TokenSession>;
  /** Ends child processes. */
  close(): Promise<void>;
}
