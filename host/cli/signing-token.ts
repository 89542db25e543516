/** The token of one `sign` call: found once, one login for all inputs, a new one after a failure that ended it. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { asSignError, fail } from "#shared/errors.ts";
import type { Certificate } from "#shared/protocol/messages.ts";
import { certificateRefusal, describeCertificate } from "../certificate-facts.ts";
import type {
  SignRequest,
  TokenCertificate,
  TokenDriver,
  TokenInfo,
  TokenSession,
  TokenSigner,
} from "../token/driver.ts";

export interface TokenChoice {
  /** "practice" or the path of a PKCS#11 module. */
  readonly token: string;
  readonly label: string | undefined;
  /** Label or SHA-256. */
  readonly certificate: string | undefined;
  readonly pin: PinSource;
  readonly allowLastTry: boolean;
}

export type PinSource =
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "stdin" };

export interface ChosenCertificate {
  readonly certificate: TokenCertificate;
  readonly facts: Certificate;
}

export class SigningToken {
  readonly #choice: TokenChoice;
  readonly #driver: Promise<TokenDriver>;
  #chosen: Promise<ChosenCertificate> | null = null;
  #session: TokenSession | null = null;
  /** Kept for a second login in the same call; a PIN that was refused is never sent again by the driver. */
  #pin: Promise<string> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(choice: TokenChoice) {
    this.#choice = choice;
    this.#driver = openDriver(choice.token);
  }

  /**
   * The certificate that will sign; no PIN is needed. Errors: TOKEN_NOT_FOUND, MODULE_*, CERT_NOT_FOUND, CERT_EXPIRED,
   * TOKEN_UNSUITABLE.
   */
  chosen(): Promise<ChosenCertificate> {
    this.#chosen ??= this.#choose();
    return this.#chosen;
  }

  /**
   * Runs with a signer that logs in at its first signature. Several may run side by side: only the token's own work is done one after
   * the other. Errors of a signature: those of `TokenDriver.open` and `TokenSession.sign`, after which the login is given up;
   * NOT_ATTEMPTED once a failure has ended everything.
   */
  async use<T>(action: (signer: TokenSigner) => Promise<T>): Promise<T> {
    const { certificate } = await this.chosen();
    const sign = (request: SignRequest) => {
      const made = this.#turn.then(() => (this.#over ? fail("NOT_ATTEMPTED") : this.#signNow(request)));
      this.#turn = made.catch((thrown: unknown) => {
        this.#over ||= endsAll(thrown);
      });
      return made;
    };
    return action({ certificate, sign });
  }

  async #signNow(request: SignRequest): Promise<Uint8Array> {
    this.#session ??= await this.#login();
    try {
      return await this.#session.sign(request);
    } catch (thrown) {
      await this.#session.close();
      this.#session = null;
      throw thrown;
    }
  }

  async close(): Promise<void> {
    await this.#session?.close();
    await (await this.#driver).close();
  }

  async #choose(): Promise<ChosenCertificate> {
    const driver = await this.#driver;
    const token = pickToken(await driver.tokens(), this.#choice.label);
    const { certificate: wanted } = this.#choice;
    const now = new Date();
    const all = (await driver.certificates(token.id)).flatMap((certificate) => {
      const facts = describeCertificate(certificate, now);
      return facts ? [{ certificate, facts }] : [];
    });
    const fitting = all.filter(({ certificate }) => wanted === undefined || isNamed(certificate, wanted));
    const chosen = fitting.find(({ facts }) => facts.unsuitable === null) ?? fitting[0];
    if (!chosen) return fail("CERT_NOT_FOUND", wanted === undefined ? {} : { certificate: wanted });
    const refusal = certificateRefusal(chosen.facts);
    if (refusal) throw refusal;
    return chosen;
  }

  async #login(): Promise<TokenSession> {
    const driver = await this.#driver;
    const { certificate } = await this.chosen();
    const { pin, allowLastTry } = this.#choice;
    this.#pin ??= readPin(pin);
    const request = { token: certificate.token, certificate: certificate.id, allowLastTry };
    return driver.open({ ...request, pin: await this.#pin });
  }
}

/** The driver for `--token`. Errors: MODULE_NOT_FOUND. */
export async function openDriver(token: string): Promise<TokenDriver> {
  if (token === "practice") return (await import("../token/practice.ts")).practiceDriver();
  const { pkcs11Driver } = await import("../token/pkcs11/driver.ts");
  return pkcs11Driver({ modules: [resolve(token)] });
}

/** Several tokens and no label: which one is meant is not for us to guess. */
function pickToken(tokens: readonly TokenInfo[], label: string | undefined): TokenInfo {
  const fitting = tokens.filter((token) => label === undefined || token.label === label);
  const [first, second] = fitting;
  if (!first) return fail("TOKEN_NOT_FOUND", label === undefined ? {} : { label });
  if (second)
    fail("TOKEN_NOT_FOUND", { reason: "SEVERAL", labels: fitting.map((each) => each.label).join(", ") });
  return first;
}

function isNamed({ id, label }: TokenCertificate, wanted: string): boolean {
  return label === wanted || id === wanted.replaceAll(":", "").toLowerCase();
}

/** First line, without its end. Errors: INPUT_NOT_FOUND. */
async function readPin(source: PinSource): Promise<string> {
  if (source.kind === "none") return "";
  const text =
    source.kind === "stdin"
      ? await readStandardInput()
      : await readFile(source.path, "utf8").catch((cause: unknown) =>
          fail("INPUT_NOT_FOUND", { path: source.path, option: "--pin-file" }, cause),
        );
  return text.split(/\r?\n/, 1)[0] ?? "";
}

/** Up to the end of the first line: who pipes a PIN in may leave the pipe open. */
async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    if ((chunk as Buffer).includes("\n")) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** After such a failure no further input is tried: it would meet the same, or cost a PIN try. */
export function endsAll(thrown: unknown): boolean {
  const { code, detail } = asSignError(thrown);
  if (code === "INPUT_NOT_FOUND") return detail?.["option"] === "--pin-file";
  return code !== "TOKEN_FAILED" && /^(PIN|TOKEN|MODULE|CERT)_/.test(code);
}
