/** Numbers of PKCS#11 2.40 (base specification appendix A) that this host uses, under their own names. */

/** Object classes. */
export const CKO_CERTIFICATE = 0x1;
export const CKO_PUBLIC_KEY = 0x2;
export const CKO_PRIVATE_KEY = 0x3;

/** Attributes. */
export const CKA_CLASS = 0x0;
export const CKA_LABEL = 0x3;
export const CKA_VALUE = 0x11;
export const CKA_KEY_TYPE = 0x100;
export const CKA_ID = 0x102;
export const CKA_MODULUS = 0x120;
export const CKA_EC_POINT = 0x181;
export const CKA_ALWAYS_AUTHENTICATE = 0x202;

/** Key types. */
export const CKK_RSA = 0x0;
export const CKK_EC = 0x3;

/** Mechanisms (current mechanisms specification 2.1, 2.3). */
export const CKM_RSA_PKCS = 0x1;
export const CKM_RSA_PKCS_PSS = 0xd;
export const CKM_SHA256 = 0x250;
export const CKM_SHA384 = 0x260;
export const CKM_SHA512 = 0x270;
export const CKM_ECDSA = 0x1041;
export const CKG_MGF1_SHA256 = 0x2;
export const CKG_MGF1_SHA384 = 0x3;
export const CKG_MGF1_SHA512 = 0x4;

/** C_OpenSession flag; sessions are read-only, nothing is ever written to a token. */
export const CKF_SERIAL_SESSION = 0x4;

/** CK_TOKEN_INFO flags (section 3.2). */
export const CKF_LOGIN_REQUIRED = 0x4;
export const CKF_PROTECTED_AUTHENTICATION_PATH = 0x100;
export const CKF_TOKEN_INITIALIZED = 0x400;
export const CKF_USER_PIN_COUNT_LOW = 0x10000;
export const CKF_USER_PIN_FINAL_TRY = 0x20000;
export const CKF_USER_PIN_LOCKED = 0x40000;

/** Users of C_Login. */
export const CKU_USER = 1;
export const CKU_CONTEXT_SPECIFIC = 2;

/** Session states that say "somebody is logged in" (section 3.3): RO user, RW user, RW security officer. */
export const LOGGED_IN_STATES: readonly number[] = [1, 3, 4];

/** Return values (section 5.1). */
export const CKR_SLOT_ID_INVALID = 0x3;
export const CKR_GENERAL_ERROR = 0x5;
export const CKR_ATTRIBUTE_SENSITIVE = 0x11;
export const CKR_ATTRIBUTE_TYPE_INVALID = 0x12;
export const CKR_DEVICE_ERROR = 0x30;
export const CKR_DEVICE_REMOVED = 0x32;
export const CKR_OBJECT_HANDLE_INVALID = 0x82;
export const CKR_PIN_INCORRECT = 0xa0;
export const CKR_PIN_INVALID = 0xa1;
export const CKR_PIN_LEN_RANGE = 0xa2;
export const CKR_PIN_EXPIRED = 0xa3;
export const CKR_PIN_LOCKED = 0xa4;
export const CKR_SESSION_CLOSED = 0xb0;
export const CKR_SESSION_HANDLE_INVALID = 0xb3;
export const CKR_TOKEN_NOT_PRESENT = 0xe0;
export const CKR_TOKEN_NOT_RECOGNIZED = 0xe1;
export const CKR_USER_ALREADY_LOGGED_IN = 0x100;
export const CKR_USER_NOT_LOGGED_IN = 0x101;
export const CKR_USER_PIN_NOT_INITIALIZED = 0x102;
export const CKR_USER_ANOTHER_ALREADY_LOGGED_IN = 0x104;
export const CKR_BUFFER_TOO_SMALL = 0x150;
export const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
