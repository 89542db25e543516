/**
 * The PKCS#11 functions this host calls, over pkcs11js: each call is announced before it is made (so that the host can time
 * it, whatever the library does) and fails with the function's name and its return value.
 */

import type { PKCS11 } from "pkcs11js";
import {
  CKF_SERIAL_SESSION,
  CKR_ATTRIBUTE_SENSITIVE,
  CKR_ATTRIBUTE_TYPE_INVALID,
  CKR_BUFFER_TOO_SMALL,
  CKR_CRYPTOKI_ALREADY_INITIALIZED,
} from "./constants.ts";
import type { CallName } from "./messages.ts";

/** Slot, session or object handle: opaque bytes of the platform's CK_ULONG. */
export type Handle = Buffer;

export class CryptokiError extends Error {
  readonly method: CallName;
  readonly rv: number;

  constructor(method: CallName, rv: number) {
    super(`${method} ${rv}`);
    this.name = "CryptokiError";
    this.method = method;
    this.rv = rv;
  }
}

/** The part of CK_TOKEN_INFO that is used. */
export interface RawTokenInfo {
  readonly label: string;
  readonly serialNumber: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly flags: number;
  readonly minPinLen: number;
  readonly maxPinLen: number;
}

/** A mechanism without parameters, or CK_RSA_PKCS_PSS_PARAMS. */
export type Mechanism =
  | { readonly mechanism: number }
  | {
      readonly mechanism: number;
      readonly parameter: {
        readonly type: number;
        readonly hashAlg: number;
        readonly mgf: number;
        readonly saltLen: number;
      };
    };

/** Bytes offered to C_Sign: an RSA key of 8192 bits and more than any ECDSA signature. */
const SIGNATURE_ROOM = 1024;
/** Objects of one class that are looked at. */
const MOST_OBJECTS = 256;
const FIND_AT_ONCE = 16;

/** pkcs11js throws a `Pkcs11Error` with a number, or (C_FindObjects) a plain Error whose message is "CKR_NAME:number". */
function returnValueOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error)) return null;
  if ("code" in thrown && typeof thrown.code === "number" && thrown.code !== 0) return thrown.code;
  const [, digits] = /CKR_\w+:(\d+)/.exec(thrown.message) ?? [];
  return digits === undefined ? null : Number(digits);
}

export class Cryptoki {
  readonly #api: PKCS11;
  readonly #announce: (method: CallName) => void;

  constructor(api: PKCS11, announce: (method: CallName) => void) {
    this.#api = api;
    this.#announce = announce;
  }

  #call<T>(method: CallName, call: (api: PKCS11) => T): T {
    this.#announce(method);
    try {
      return call(this.#api);
    } catch (thrown) {
      const rv = returnValueOf(thrown);
      if (rv === null) throw thrown;
      throw new CryptokiError(method, rv);
    }
  }

  /** dlopen and C_GetFunctionList. Throws what the loader says; nothing else may be called after that (it would crash). */
  load(path: string): void {
    this.#call("C_GetFunctionList", (api) => api.load(path));
  }

  initialize(): void {
    try {
      this.#call("C_Initialize", (api) => api.C_Initialize());
    } catch (thrown) {
      if (!isReturn(thrown, CKR_CRYPTOKI_ALREADY_INITIALIZED)) throw thrown;
    }
  }

  /** C_GetInfo; only that it answers matters. */
  proveAlive(): void {
    this.#call("C_GetInfo", (api) => api.C_GetInfo());
  }

  /** Slots that hold a token. */
  slots(): Handle[] {
    const ask = () => this.#call("C_GetSlotList", (api) => api.C_GetSlotList(true));
    try {
      return ask();
    } catch (thrown) {
      // A token that came between the count and the list.
      if (isReturn(thrown, CKR_BUFFER_TOO_SMALL)) return ask();
      throw thrown;
    }
  }

  tokenInfo(slot: Handle): RawTokenInfo {
    return this.#call("C_GetTokenInfo", (api) => api.C_GetTokenInfo(slot));
  }

  openSession(slot: Handle): Handle {
    return this.#call("C_OpenSession", (api) => api.C_OpenSession(slot, CKF_SERIAL_SESSION));
  }

  closeSession(session: Handle): void {
    this.#call("C_CloseSession", (api) => api.C_CloseSession(session));
  }

  sessionState(session: Handle): number {
    return this.#call("C_GetSessionInfo", (api) => api.C_GetSessionInfo(session)).state;
  }

  login(session: Handle, user: number, pin: string): void {
    this.#call("C_Login", (api) => api.C_Login(session, user, pin));
  }

  logout(session: Handle): void {
    this.#call("C_Logout", (api) => api.C_Logout(session));
  }

  /** Objects whose attribute `type` is exactly `value`. */
  find(session: Handle, type: number, value: number): Handle[] {
    this.#call("C_FindObjectsInit", (api) => api.C_FindObjectsInit(session, [{ type, value }]));
    const end = () => this.#call("C_FindObjectsFinal", (api) => api.C_FindObjectsFinal(session));
    const found: Handle[] = [];
    try {
      while (found.length < MOST_OBJECTS) {
        const more = this.#call("C_FindObjects", (api) => api.C_FindObjects(session, FIND_AT_ONCE));
        if (more.length === 0) break;
        found.push(...more);
      }
    } catch (thrown) {
      quietly(end);
      throw thrown;
    }
    end();
    return found;
  }

  /** Value of one attribute; null where the object has none or does not show it. */
  attribute(session: Handle, object: Handle, type: number): Buffer | null {
    try {
      const [result] = this.#call("C_GetAttributeValue", (api) =>
        api.C_GetAttributeValue(session, object, [{ type }]),
      );
      return Buffer.isBuffer(result?.value) ? result.value : null;
    } catch (thrown) {
      if (isReturn(thrown, CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE)) return null;
      throw thrown;
    }
  }

  signInit(session: Handle, mechanism: Mechanism, key: Handle): void {
    this.#call("C_SignInit", (api) => api.C_SignInit(session, mechanism, key));
  }

  sign(session: Handle, data: Uint8Array): Buffer {
    const room = Buffer.alloc(SIGNATURE_ROOM);
    return this.#call("C_Sign", (api) => api.C_Sign(session, Buffer.from(data), room));
  }
}

export function isReturn(thrown: unknown, ...values: readonly number[]): thrown is CryptokiError {
  return thrown instanceof CryptokiError && values.includes(thrown.rv);
}

/** For clearing up after a failure that is already on its way to the user. */
export function quietly(step: () => void): void {
  try {
    step();
  } catch (thrown) {
    if (!(thrown instanceof CryptokiError)) throw thrown;
  }
}
