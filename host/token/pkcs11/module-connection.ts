/** One module seen from the driver: a token child that starts when it is wanted, starts anew after its death, and is retired. */

import { fromBase64 } from "#shared/bytes.ts";
import { asSignError, SignError } from "#shared/errors.ts";
import type { OpenRequest, SignRequest, TokenCertificate, TokenInfo } from "../driver.ts";
import { checkLibrary } from "../library.ts";
import { abandonable } from "./abandonable.ts";
import type { CertificateMessage, RequestParams, RequestResult, RequestType } from "./messages.ts";
import { Pkcs11Session } from "./session.ts";
import { SessionOverError, TokenChild, type TokenChildOptions } from "./token-child.ts";

function bytesOf(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array();
}

function certificateOf(token: string, { der, chain, ...rest }: CertificateMessage): TokenCertificate {
  return { ...rest, token, der: bytesOf(der), chain: chain.map(bytesOf) };
}

/** Only tokens of the last reading are asked for here: one that is not found any more was pulled since. */
function nameRemoval(thrown: unknown): never {
  const error = asSignError(thrown);
  throw error.code === "TOKEN_NOT_FOUND" ? new SignError("TOKEN_REMOVED", undefined, error) : error;
}

/** How long a logout may wait behind a call that the user gave up. */
const LOGOUT_GRACE_MILLISECONDS = 3000;

export class ModuleConnection {
  readonly #options: TokenChildOptions;
  readonly #sessions = new Map<string, Pkcs11Session>();
  /** Tokens that refused a PIN and accepted none since: their child remembers which, so it must live on. */
  readonly #refusing = new Set<string>();
  /** The one that is asked; others of `#living` have only to finish. */
  #child: TokenChild | null = null;
  readonly #living = new Set<TokenChild>();
  #tokens: readonly TokenInfo[] = [];
  #failure: SignError | null = null;
  #wasRead = false;

  constructor(options: TokenChildOptions) {
    this.#options = options;
  }

  get module(): string {
    return this.#options.module;
  }

  /** As of the last reading. */
  get tokens(): readonly TokenInfo[] {
    return this.#tokens;
  }

  /** Why the last reading failed; null where it did not. */
  get failure(): SignError | null {
    return this.#failure;
  }

  /** The slots were read at least once, with or without success. */
  get wasRead(): boolean {
    return this.#wasRead;
  }

  get hasSessions(): boolean {
    return this.#sessions.size > 0;
  }

  async #running(): Promise<TokenChild> {
    if (this.#child !== null && !this.#child.isWell) await this.#child.ended;
    this.#child ??= this.#start();
    const child = this.#child;
    try {
      await child.loaded;
      return child;
    } catch (thrown) {
      child.kill(asSignError(thrown));
      await child.ended;
      throw thrown;
    }
  }

  #start(): TokenChild {
    checkLibrary(this.module);
    const child = new TokenChild(this.#options);
    this.#living.add(child);
    void child.ended.then((reason) => this.#lose(child, reason));
    return child;
  }

  #lose(child: TokenChild, reason: SignError): void {
    this.#living.delete(child);
    if (this.#child !== child) return;
    this.#child = null;
    this.#refusing.clear();
    for (const token of this.#sessions.keys()) this.#endSession(token, reason);
  }

  async #request<T extends RequestType>(
    type: T,
    params: RequestParams<T>,
    signal?: AbortSignal,
  ): Promise<RequestResult<T>> {
    const child = await this.#running();
    return await child.request(type, params, signal);
  }

  /** Reads the slots; ends the sessions of tokens that were pulled. Errors also stand in `failure`. */
  async refresh(): Promise<readonly TokenInfo[]> {
    try {
      const { tokens, ended } = await this.#request("tokens", {});
      this.#tokens = tokens;
      this.#failure = null;
      for (const token of ended) this.#endSession(token, new SignError("TOKEN_REMOVED"));
      if (ended.length > 0) await this.#retire();
    } catch (thrown) {
      this.#tokens = [];
      this.#failure = asSignError(thrown);
      throw this.#failure;
    } finally {
      this.#wasRead = true;
    }
    return this.#tokens;
  }

  async certificates(token: string, signal?: AbortSignal): Promise<TokenCertificate[]> {
    const reading = this.#request("certificates", { token }, signal).catch(nameRemoval);
    const { certificates } = await abandonable(reading, signal);
    return certificates.map((certificate) => certificateOf(token, certificate));
  }

  async open(request: OpenRequest, signal?: AbortSignal): Promise<Pkcs11Session> {
    const { token, certificate, pin, allowLastTry } = request;
    const opening = this.#request("open", { token, certificate, pin, allowLastTry }, signal)
      .catch(nameRemoval)
      .then(
        (opened) => this.#begin(token, opened.certificate),
        (thrown: unknown) => this.#refuse(token, asSignError(thrown)),
      );
    return await abandonable(opening, signal, (late) => late.close());
  }

  #refuse(token: string, error: SignError): never {
    if (error.code.startsWith("PIN_")) this.#refusing.add(token);
    throw error;
  }

  #begin(token: string, certificate: CertificateMessage): Pkcs11Session {
    this.#refusing.delete(token);
    const session = new Pkcs11Session({
      certificate: certificateOf(token, certificate),
      sign: (request, signal) => this.#sign(token, request, signal),
      close: () => this.#close(token),
    });
    this.#sessions.set(token, session);
    return session;
  }

  async #sign(token: string, request: SignRequest, signal?: AbortSignal): Promise<Uint8Array> {
    const digest = Buffer.from(request.digest).toString("base64");
    const signing = this.#request("sign", { ...request, token, digest }, signal).catch((thrown: unknown) =>
      this.#failSigning(token, asSignError(thrown)),
    );
    const { signature } = await abandonable(signing, signal);
    return bytesOf(signature);
  }

  async #failSigning(token: string, error: SignError): Promise<never> {
    if (error instanceof SessionOverError) {
      if (error.code.startsWith("PIN_")) this.#refusing.add(token);
      this.#endSession(token, error);
      await this.#retire();
    }
    throw error;
  }

  #endSession(token: string, error: SignError): void {
    const session = this.#sessions.get(token);
    this.#sessions.delete(token);
    session?.endWith(error);
  }

  async #close(token: string): Promise<void> {
    // Only in a child that is already there: a new one would have nothing to log out of.
    const child = this.#child;
    if (child?.isWell) await this.#logOut(child, token);
    this.#sessions.delete(token);
    await this.#retire();
  }

  /** A call that was given up and still hangs must not keep the next login waiting: the child's death logs out as well. */
  async #logOut(child: TokenChild, token: string): Promise<void> {
    const late = setTimeout(() => child.kill(new SignError("USER_CANCELLED")), LOGOUT_GRACE_MILLISECONDS);
    try {
      await child.request("close", { token });
    } catch {
      // The child died over it: logged out all the same.
      if (!child.isWell) await child.ended;
    } finally {
      clearTimeout(late);
    }
  }

  /**
   * Ends the child after its last session, unless it must remember a refused PIN. What was asked of it meanwhile is answered
   * first; what is asked from now on goes to a new one.
   */
  async #retire(): Promise<void> {
    const child = this.#child;
    if (child === null || this.#sessions.size > 0 || this.#refusing.size > 0) return;
    this.#child = null;
    await child.finish(new SignError("USER_CANCELLED"));
  }

  /** Ends all children at once, logged out of all tokens by the death of their processes. */
  async end(): Promise<void> {
    const children = [...this.#living];
    for (const child of children) child.kill(new SignError("USER_CANCELLED"));
    await Promise.all(children.map(({ ended }) => ended));
  }
}
