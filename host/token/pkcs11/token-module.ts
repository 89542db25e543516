/** One PKCS#11 module inside the token child: its tokens, their certificates, at most one login to each. */

import { fail } from "#shared/errors.ts";
import type { OpenRequest, SignRequest, TokenInfo } from "../driver.ts";
import { lockToken } from "../lock.ts";
import { CKA_ALWAYS_AUTHENTICATE, CKR_USER_NOT_LOGGED_IN } from "./constants.ts";
import { type Cryptoki, CryptokiError, type Handle, isReturn, quietly } from "./cryptoki.ts";
import { confirmForKey, isPinRefusal, logIn } from "./login.ts";
import {
  chainOf,
  hasKeyBeforeLogin,
  privateKeyOf,
  readCertificates,
  readTokenKeys,
  type StoredCertificate,
} from "./objects.ts";
import { RefusedPins } from "./pin-rules.ts";
import { explainFailure, isRemovalHint } from "./removal.ts";
import { planSignature, type SigningPlan } from "./signing.ts";
import { findToken, type PresentToken, presentTokens, type SlotToken } from "./slots.ts";

/** A certificate with what the token knows about it. */
export interface FoundCertificate {
  readonly certificate: StoredCertificate;
  readonly chain: readonly StoredCertificate[];
  readonly hasKey: boolean | null;
}

interface Login {
  readonly info: TokenInfo;
  readonly slot: Handle;
  readonly certificate: StoredCertificate;
  /** Open as long as the login: PKCS#11 logs the user out when the last session closes (section 5.6, C_CloseSession). */
  readonly keeper: Handle;
  /**
   * Session for signatures and the key's handle in it; given up together after any error, since an operation may be left open
   * in the session and handles die with sessions.
   */
  working: { readonly session: Handle; readonly key: Handle } | null;
  /** Kept only for a key with CKA_ALWAYS_AUTHENTICATE, which asks for the PIN at every signature; else null. */
  readonly pin: string | null;
  readonly release: () => void;
}

export interface TokenModuleOptions {
  readonly cryptoki: Cryptoki;
  /** Absolute path of the module. */
  readonly module: string;
  /** Folder of the locks between host processes. */
  readonly locks: string;
}

export class TokenModule {
  readonly #cryptoki: Cryptoki;
  readonly #module: string;
  readonly #locks: string;
  readonly #refusedPins = new RefusedPins();
  readonly #logins = new Map<string, Login>();

  constructor({ cryptoki, module, locks }: TokenModuleOptions) {
    this.#cryptoki = cryptoki;
    this.#module = module;
    this.#locks = locks;
  }

  #present(): PresentToken[] {
    return presentTokens(this.#cryptoki, this.#module);
  }

  hasLogin(token: string): boolean {
    return this.#logins.has(token);
  }

  /** Tokens present now, and those whose login was found dead and ended. */
  tokens(): { tokens: SlotToken[]; ended: string[] } {
    const tokens = this.#present().map(({ info }) => info);
    const ended = [...this.#logins].filter(([, login]) => !this.#isAlive(login, tokens));
    for (const [, login] of ended) this.#end(login);
    return { tokens, ended: ended.map(([token]) => token) };
  }

  /** A token that was pulled and put back is present again, but its old sessions are dead. */
  #isAlive({ info, keeper }: Login, tokens: readonly TokenInfo[]): boolean {
    if (!tokens.some(({ id }) => id === info.id)) return false;
    try {
      this.#cryptoki.sessionState(keeper);
      return true;
    } catch (thrown) {
      if (thrown instanceof CryptokiError) return false;
      throw thrown;
    }
  }

  #isPresent(token: string): boolean {
    try {
      return this.#present().some(({ info }) => info.id === token);
    } catch (thrown) {
      // Where even the slots cannot be read, the first failure says more than a guess.
      if (thrown instanceof CryptokiError) return true;
      throw thrown;
    }
  }

  /** Runs a step; a return value of the module leaves as TOKEN_REMOVED or TOKEN_FAILED. */
  explained<T>(token: string | null, step: () => T): T {
    try {
      return step();
    } catch (thrown) {
      if (!(thrown instanceof CryptokiError)) throw thrown;
      throw explainFailure(thrown, () => token === null || this.#isPresent(token));
    }
  }

  /** Certificates with their issuers, read without a login. */
  certificates(token: string): FoundCertificate[] {
    const session = this.#cryptoki.openSession(findToken(this.#present(), token).slot);
    try {
      const all = readCertificates(this.#cryptoki, session);
      const keys = readTokenKeys(this.#cryptoki, session);
      return all.map((certificate) => ({
        certificate,
        chain: chainOf(certificate, all),
        hasKey: hasKeyBeforeLogin(certificate, keys),
      }));
    } finally {
      quietly(() => this.#cryptoki.closeSession(session));
    }
  }

  /** Login for one certificate; on any failure nothing stays open and the lock is free again. */
  open(request: OpenRequest): FoundCertificate {
    if (this.#logins.has(request.token)) fail("TOKEN_BUSY");
    const { slot, info } = findToken(this.#present(), request.token);
    const { release } = lockToken(this.#locks, info.serial);
    let keeper: Handle | null = null;
    try {
      keeper = this.#cryptoki.openSession(slot);
      return this.#logInFor(request, { slot, info, keeper, release });
    } catch (thrown) {
      if (keeper !== null) this.#closeLogin(keeper);
      release();
      throw thrown;
    }
  }

  #logInFor(request: OpenRequest, place: Pick<Login, "slot" | "info" | "keeper" | "release">) {
    const cryptoki = this.#cryptoki;
    const { keeper, info } = place;
    const all = readCertificates(cryptoki, keeper);
    const certificate =
      all.find(({ id }) => id === request.certificate) ??
      fail("CERT_NOT_FOUND", { reason: "NO_CERTIFICATE" });
    if (info.pin.wanted) logIn(this.#loginRequest(keeper, request));
    const key = privateKeyOf(certificate, readTokenKeys(cryptoki, keeper));
    if (key === null) fail("CERT_NOT_FOUND", { reason: "NO_KEY" });
    const always = cryptoki.attribute(keeper, key, CKA_ALWAYS_AUTHENTICATE)?.[0] === 1;
    const pin = always ? request.pin : null;
    this.#logins.set(request.token, { ...place, certificate, working: null, pin });
    return { certificate, chain: chainOf(certificate, all), hasKey: true };
  }

  #loginRequest(session: Handle, { token, pin, allowLastTry }: Omit<OpenRequest, "certificate">) {
    const readInfo = () => findToken(this.#present(), token).info;
    return { cryptoki: this.#cryptoki, session, pin, allowLastTry, refusedPins: this.#refusedPins, readInfo };
  }

  /** C_Sign. A failure that leaves the login useless ends it: see `hasLogin`. */
  sign(token: string, request: SignRequest): Buffer {
    const login = this.#logins.get(token) ?? fail("INVALID_ARGUMENT", { reason: "NO_SESSION" });
    const plan = planSignature(request, login.certificate.key);
    try {
      const raw = this.#signRaw(login, plan);
      return plan.finish(raw);
    } catch (thrown) {
      this.#closeWorking(login);
      if (!this.#isLost(login, thrown)) throw thrown;
      this.#end(login);
      // Also where the token is back by now: what was open on it is gone.
      if (isRemovalHint(thrown)) fail("TOKEN_REMOVED", { method: thrown.method, rv: thrown.rv });
      throw thrown;
    }
  }

  #startWorking(login: Login): NonNullable<Login["working"]> {
    const session = this.#cryptoki.openSession(login.slot);
    try {
      const keys = readTokenKeys(this.#cryptoki, session);
      const key = privateKeyOf(login.certificate, keys) ?? fail("CERT_NOT_FOUND", { reason: "NO_KEY" });
      return { session, key };
    } catch (thrown) {
      quietly(() => this.#cryptoki.closeSession(session));
      throw thrown;
    }
  }

  #signRaw(login: Login, { mechanism, data }: SigningPlan): Buffer {
    login.working ??= this.#startWorking(login);
    const { session, key } = login.working;
    this.#cryptoki.signInit(session, mechanism, key);
    if (login.pin !== null) {
      // The last try is never spent here: nobody confirmed it for this signature.
      const { pin, info } = login;
      confirmForKey(this.#loginRequest(session, { token: info.id, pin, allowLastTry: false }));
    }
    return this.#cryptoki.sign(session, data);
  }

  #isLost(login: Login, thrown: unknown): boolean {
    if (isPinRefusal(thrown) || isReturn(thrown, CKR_USER_NOT_LOGGED_IN)) return true;
    if (!(thrown instanceof CryptokiError)) return false;
    try {
      return !this.#isAlive(
        login,
        this.#present().map(({ info }) => info),
      );
    } catch (again) {
      if (again instanceof CryptokiError) return false;
      throw again;
    }
  }

  /** C_Logout and the end of the login; nothing happens where there is none. */
  close(token: string): void {
    const login = this.#logins.get(token);
    if (login !== undefined) this.#end(login);
  }

  #end(login: Login): void {
    this.#logins.delete(login.info.id);
    try {
      this.#closeWorking(login);
      this.#closeLogin(login.keeper);
    } finally {
      login.release();
    }
  }

  #closeWorking(login: Login): void {
    const { working } = login;
    login.working = null;
    if (working !== null) quietly(() => this.#cryptoki.closeSession(working.session));
  }

  #closeLogin(keeper: Handle): void {
    quietly(() => this.#cryptoki.logout(keeper));
    quietly(() => this.#cryptoki.closeSession(keeper));
  }
}
