/** The window's native port: tokens and certificates are kept live in the state; requests go through here. */

import { asSignError, fail, type SignError } from "#shared/errors.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import type { CommandType, Params, Result, Source, Token } from "#shared/protocol/messages.ts";
import { connectHost, type HostConnection } from "../../native.ts";
import { language } from "../parts/language.ts";
import type { Store } from "../parts/store.ts";
import { keepSupport } from "../parts/support.ts";
import type { SignEvent } from "./reducer.ts";
import { noticeOf, type SignState, sourceKey } from "./state.ts";

export class HostLink {
  readonly #store: Store<SignState, SignEvent>;
  #connection: HostConnection | null = null;
  #closing: Promise<unknown> = Promise.resolve();
  #greeted: Promise<void> = Promise.resolve();

  constructor(store: Store<SignState, SignEvent>) {
    this.#store = store;
  }

  /** Opens the port, or a new one after a failure. Failures are state, not exceptions. */
  connect(): void {
    this.#closing = Promise.resolve();
    this.#connection?.close();
    this.#store.dispatch({ type: "host", host: { kind: "connecting" } });
    const connection = connectHost();
    this.#connection = connection;
    connection.onEnd((error) => this.#ended(connection, error));
    connection.onSessionEnd((session) => {
      if (session === this.#store.state.session?.id) this.#sessionEnded();
    });
    this.#watch(connection).catch((error: unknown) => this.#ended(connection, asSignError(error)));
  }

  /** What the host knows beside tokens has been told, or it did not tell. */
  get greeted(): Promise<void> {
    return this.#greeted;
  }

  /** HOST_EXITED where there is no port. */
  request<T extends CommandType>(type: T, params: Params<T>, signal?: AbortSignal): Promise<Result<T>> {
    const connection = this.#connection ?? fail("HOST_EXITED");
    return connection.request(type, params, signal);
  }

  /** «Khóa phiên». The state forgets the session at once; resolves when the host has, so that the next one may open. */
  async lockSession(): Promise<void> {
    const { session } = this.#store.state;
    this.#sessionEnded();
    if (session !== null) {
      // A session that ended by itself is closed already.
      this.#closing = this.request("session.close", { session: session.id }).catch(() => undefined);
    }
    await this.#closing;
  }

  async #watch(connection: HostConnection): Promise<void> {
    await connection.hello;
    this.#store.dispatch({ type: "host", host: { kind: "ready" } });
    this.#greeted = this.#greet(connection).catch(() => undefined);
    const tokens = await connection.watchTokens((changed) => this.#show(changed));
    this.#show(tokens);
  }

  /** Whom to ask where something fails; who stamps the time; and whether the pages that wait may ask at all. */
  async #greet(connection: HostConnection): Promise<void> {
    const { support, timeStamp = null } = await connection.request("ping", { timeStamp: true });
    this.#store.dispatch({ type: "clock", clock: { terms: timeStamp } });
    await keepSupport(support);
    for (const { job } of this.#store.state.entries) await this.askSource(job.source);
  }

  /** Said before the PIN: a page on plain http that the machine policy does not name. */
  async askSource(source: Source): Promise<void> {
    if (source.kind === "local" || this.#store.state.host.kind !== "ready") return;
    const { refused } = await this.request("ping", { source }).catch(() => ({ refused: undefined }));
    if (refused) this.#store.dispatch({ type: "refused", source: sourceKey(source) });
  }

  #show(tokens: readonly Token[]): void {
    const before = this.#store.state.tokens ?? [];
    this.#store.dispatch({ type: "tokens", tokens });
    for (const token of tokens) {
      const known = before.find(({ id }) => id === token.id);
      const changed = known !== undefined && JSON.stringify(known) !== JSON.stringify(token);
      if (this.#store.state.lists[token.id] === undefined || changed) void this.#read(token);
    }
    const texts = signTexts[language()];
    const gone = before.some((token) => !tokens.some(({ id }) => id === token.id));
    if (gone) this.#store.dispatch({ type: "announce", text: texts.tokenGone });
  }

  async #read(token: Token): Promise<void> {
    const list = (list: SignState["lists"][string]) =>
      this.#store.dispatch({ type: "list", token: token.id, list });
    if (this.#store.state.lists[token.id] === undefined) list({ kind: "reading" });
    try {
      const { certificates } = await this.request("certificates.list", { token: token.id });
      list({ kind: "read", certificates });
      const text = signTexts[language()].tokenArrived(token.label, String(certificates.length));
      if (token.kind !== "practice") this.#store.dispatch({ type: "announce", text });
    } catch (error) {
      list({ kind: "failed", error: noticeOf(asSignError(error)) });
    }
  }

  #sessionEnded(): void {
    if (this.#store.state.session === null) return;
    this.#store.dispatch({ type: "session", session: null });
    this.#store.dispatch({ type: "announce", text: signTexts[language()].sessionEnded });
  }

  #ended(connection: HostConnection, error: SignError): void {
    if (connection !== this.#connection) return;
    this.#connection = null;
    this.#store.dispatch({ type: "host", host: { kind: "failed", error: noticeOf(error) } });
  }
}
