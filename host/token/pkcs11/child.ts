/**
 * The token child: the only process that loads PKCS#11 modules, one module each. It waits for requests without an event loop,
 * serves one at a time, and dies with its parent (watchdog) or at the parent's hand.
 */

import { readSync, writeSync } from "node:fs";
import { basename } from "node:path";
import * as v from "valibot";
import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail, toWire } from "#shared/errors.ts";
import { Cryptoki, CryptokiError } from "./cryptoki.ts";
import { encodeFrame, FrameReader } from "./frames.ts";
import {
  type CertificateMessage,
  type ChildMessage,
  childRequest,
  REQUEST_BYTES,
  REQUESTS,
  type RequestParams,
  type RequestResult,
  type RequestType,
} from "./messages.ts";
import { type FoundCertificate, TokenModule } from "./token-module.ts";
import { ANSWER_FD, endProcess, REQUEST_FD, startWatchdog } from "./watchdog.ts";

function send(message: ChildMessage): void {
  const frame = encodeFrame(message);
  for (let at = 0; at < frame.length; ) at += writeSync(ANSWER_FD, frame, at);
}

/** Requests in their order, waiting for each in the read itself. Ends the process where the parent closed the pipe. */
function* requests(): Generator<unknown> {
  const reader = new FrameReader(REQUEST_BYTES);
  const room = Buffer.alloc(16 * 1024);
  for (;;) {
    const length = readSync(REQUEST_FD, room);
    if (length === 0) endProcess();
    yield* reader.push(Buffer.from(room.subarray(0, length)));
    room.fill(0);
  }
}

/** What the system's loader says, as a cause the user can act on. */
function explainLoading(thrown: unknown, module: string): never {
  const said = thrown instanceof Error ? thrown.message : "";
  if (/Win32 error 193|wrong ELF class|incompatible architecture/.test(said)) {
    fail("MODULE_ARCH_MISMATCH", { module: basename(module), need: process.arch }, thrown);
  }
  const reason = /C_GetFunctionList|Win32 error 127/.test(said) ? "NOT_PKCS11" : "NOT_LOADABLE";
  return fail("MODULE_NOT_FOUND", { module: basename(module), reason }, thrown);
}

async function loadModule({ module, locks }: RequestParams<"load">): Promise<TokenModule> {
  const pkcs11js = await import("pkcs11js").catch((thrown: unknown) =>
    fail("MODULE_NOT_FOUND", { module: "pkcs11js", reason: "NOT_INSTALLED" }, thrown),
  );
  const cryptoki = new Cryptoki(new pkcs11js.default.PKCS11(), (method) => send({ type: "call", method }));
  const loaded = new TokenModule({ cryptoki, module, locks });
  loaded.explained(null, () => {
    try {
      cryptoki.load(module);
    } catch (thrown) {
      if (thrown instanceof CryptokiError) throw thrown;
      explainLoading(thrown, module);
    }
    cryptoki.initialize();
    cryptoki.proveAlive();
  });
  return loaded;
}

function certificateMessage({ certificate, chain, hasKey }: FoundCertificate): CertificateMessage {
  return {
    id: certificate.id,
    label: certificate.label,
    der: toBase64(certificate.x509.raw),
    chain: chain.map(({ x509 }) => toBase64(x509.raw)),
    hasKey,
  };
}

/** One function per request but "load". */
const HANDLERS: {
  readonly [T in Exclude<RequestType, "load">]: (
    module: TokenModule,
    params: RequestParams<T>,
  ) => RequestResult<T>;
} = {
  tokens: (module) => module.explained(null, () => module.tokens()),
  certificates: (module, { token }) => ({
    certificates: module.explained(token, () => module.certificates(token)).map(certificateMessage),
  }),
  open: (module, params) => ({
    certificate: certificateMessage(module.explained(params.token, () => module.open(params))),
  }),
  sign: (module, { token, digest, ...rest }) => {
    const request = { ...rest, digest: fromBase64(digest) ?? fail("INVALID_ARGUMENT") };
    return { signature: toBase64(module.explained(token, () => module.sign(token, request))) };
  },
  close: (module, { token }) => {
    module.close(token);
    return {};
  },
};

type Served = Exclude<RequestType, "load">;

function handle<T extends Served>(module: TokenModule, type: T, params: unknown): RequestResult<T> {
  return HANDLERS[type](module, v.parse(REQUESTS[type].params, params) as RequestParams<T>);
}

interface ChildState {
  module: TokenModule | null;
}

/** The whole way of one request; the answer is sent in any case. */
async function serve(state: ChildState, message: unknown): Promise<void> {
  const { type, params } = v.parse(childRequest, message);
  try {
    if (type === "load") {
      state.module = await loadModule(v.parse(REQUESTS.load.params, params));
      send({ type: "result", result: {} });
      return;
    }
    if (state.module === null) fail("INVALID_ARGUMENT", { reason: "NOT_LOADED" });
    send({ type: "result", result: handle(state.module, type, params) });
  } catch (thrown) {
    const token = params["token"];
    const sessionOver = type === "sign" && typeof token === "string" && !state.module?.hasLogin(token);
    send({ type: "error", error: toWire(thrown), sessionOver });
  }
}

/**
 * Body of the process started with the arguments of `childCommand`. Never returns; a request that is not of the contract ends
 * the process, since then the other side is not our parent.
 */
export async function runTokenChild(): Promise<never> {
  await startWatchdog();
  send({ type: "ready" });
  const state: ChildState = { module: null };
  try {
    for (const message of requests()) await serve(state, message);
  } catch {
    // A broken frame or a closed pipe: nobody is left to tell.
  }
  return endProcess();
}
