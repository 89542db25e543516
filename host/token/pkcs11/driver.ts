/** Tokens behind PKCS#11 modules as one `TokenDriver`. Each module lives in a child process of its own: none can harm another's. */

import { join } from "node:path";
import { fail, type SignError } from "#shared/errors.ts";
import { userDataFolder } from "../../paths.ts";
import type { OpenRequest, TokenCertificate, TokenDriver, TokenInfo, TokenSession } from "../driver.ts";
import { abandonable } from "./abandonable.ts";
import { ModuleConnection } from "./module-connection.ts";
import { Polling } from "./polling.ts";
import type { TimeLimits } from "./time-limits.ts";

export interface Pkcs11Options {
  /** Absolute paths; the first of two modules that show the same token has it. */
  readonly modules: readonly string[];
  /** Of the locks between host processes; default: `locks` in the user's data folder. */
  readonly folder?: string;
  /** Milliseconds; read anew at each call. */
  readonly limits?: Partial<TimeLimits>;
  /** Milliseconds between two looks at the slots while somebody watches or a session is open; default 1000. */
  readonly pause?: number;
  /** Environment of the token children; default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A module that could not be read, for whoever looks for the reason why a token is not shown. */
interface ModuleFailure {
  /** Absolute path. */
  readonly module: string;
  readonly error: SignError;
}

export interface Pkcs11Driver extends TokenDriver {
  /** Modules whose last reading failed. */
  failures(): ModuleFailure[];
}

class Driver implements Pkcs11Driver {
  readonly #connections: readonly ModuleConnection[];
  readonly #pollings: readonly Polling[];
  readonly #listeners = new Set<() => void>();

  constructor({ modules, folder, limits = {}, pause = 1000, env = process.env }: Pkcs11Options) {
    const locks = folder ?? join(userDataFolder(), "locks");
    this.#connections = [...new Set(modules)].map(
      (module) => new ModuleConnection({ module, locks, limits, env }),
    );
    this.#pollings = this.#connections.map(
      (connection) => new Polling(pause, () => connection.refresh().finally(() => this.#published())),
    );
  }

  #published(): void {
    for (const listener of [...this.#listeners]) listener();
    this.#pollWhereWanted();
  }

  #pollWhereWanted(): void {
    for (const [index, polling] of this.#pollings.entries()) {
      const isWanted = this.#listeners.size > 0 || this.#connections[index]?.hasSessions;
      if (isWanted) polling.start();
      else polling.stop();
    }
  }

  #list(): TokenInfo[] {
    const found: TokenInfo[] = [];
    for (const token of this.#connections.flatMap(({ tokens }) => tokens)) {
      // One token shown by two modules of its maker.
      const isTwin = ({ label, serial, model }: TokenInfo) =>
        label === token.label && serial === token.serial && model === token.model;
      if (!found.some(isTwin)) found.push(token);
    }
    return found;
  }

  /** A module that hangs is not waited for a second time while another one works. */
  async #refreshAll(): Promise<void> {
    const isHanging = ({ failure }: ModuleConnection) => failure?.code === "TOKEN_TIMEOUT";
    const prompt = this.#connections.filter((connection) => !isHanging(connection));
    const waited = prompt.length > 0 ? prompt : this.#connections;
    for (const connection of this.#connections.filter((one) => !waited.includes(one))) {
      connection.refresh().catch(() => {});
    }
    await Promise.allSettled(waited.map((connection) => connection.refresh()));
    this.#published();
  }

  /** Fails only where no module could be read, with the first module's error. */
  async tokens(signal?: AbortSignal): Promise<TokenInfo[]> {
    await abandonable(this.#refreshAll(), signal);
    const failures = this.failures();
    const [first] = failures;
    if (first !== undefined && failures.length === this.#connections.length) throw first.error;
    return this.#list();
  }

  failures(): ModuleFailure[] {
    return this.#connections.flatMap(({ module, failure }) =>
      failure === null ? [] : [{ module, error: failure }],
    );
  }

  watch(listener: (tokens: TokenInfo[]) => void): () => void {
    let last = this.#connections.some(({ wasRead }) => wasRead) ? JSON.stringify(this.#list()) : null;
    const compare = () => {
      const tokens = this.#list();
      const now = JSON.stringify(tokens);
      if (now === last) return;
      last = now;
      listener(tokens);
    };
    this.#listeners.add(compare);
    this.#pollWhereWanted();
    return () => {
      this.#listeners.delete(compare);
      this.#pollWhereWanted();
    };
  }

  async #connectionOf(token: string, signal?: AbortSignal): Promise<ModuleConnection> {
    const find = () => this.#connections.find(({ tokens }) => tokens.some(({ id }) => id === token));
    const known = find();
    if (known !== undefined) return known;
    await this.tokens(signal);
    return find() ?? fail("TOKEN_NOT_FOUND");
  }

  async certificates(token: string, signal?: AbortSignal): Promise<TokenCertificate[]> {
    const connection = await this.#connectionOf(token, signal);
    return await connection.certificates(token, signal);
  }

  async open(request: OpenRequest, signal?: AbortSignal): Promise<TokenSession> {
    const connection = await this.#connectionOf(request.token, signal);
    const session = await connection.open(request, signal);
    this.#pollWhereWanted();
    return session;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    for (const polling of this.#pollings) polling.stop();
    await Promise.all(this.#connections.map((connection) => connection.end()));
  }
}

/** The driver over these modules; starts no process before it is asked something. `close` must be called at the end. */
export function pkcs11Driver(options: Pkcs11Options): Pkcs11Driver {
  return new Driver(options);
}
