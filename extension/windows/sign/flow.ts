/**
 * The way of one document through the sign window: fetch, check, show, certificate and PIN, prepare, sign, embed and verify our own
 * result, deliver, finish. Each step is a file in `steps/`; the state is kept in the desk.
 */

import { asSignError } from "#shared/errors.ts";
import type { PreparedDigest } from "../engine-messages.ts";
import type { Consent, Desk } from "./desk.ts";
import { noticeOf, type Opening, type SignedResult } from "./state.ts";
import { checkStep, documentOf } from "./steps/check.ts";
import { deliverStep } from "./steps/deliver.ts";
import { embedStep, judgeStep, unjudged } from "./steps/embed.ts";
import { fetchStep } from "./steps/fetch.ts";
import { prepareStep } from "./steps/prepare.ts";
import { type OpenItem, openStep, tokenStep } from "./steps/token.ts";

/** From the click to the signed file. `given`: the user's own file, already chosen. Ends with the entry done, failed or left. */
export async function signDocument(desk: Desk, id: string, given?: File): Promise<void> {
  try {
    await fetchStep(desk, id, given);
    await checkStep(desk, id);
  } catch (error) {
    desk.phase(id, { kind: "failed", error: noticeOf(asSignError(error)) });
    return;
  }
  await askAndSign(desk, id);
}

/** With what the user said about a document that did not open by itself: a password, or that it may be repaired. */
export async function openAgain(desk: Desk, id: string, opening: Partial<Opening>): Promise<void> {
  const document = documentOf(desk, id);
  const changed = { ...document, opening: { ...document.opening, ...opening } };
  desk.store.dispatch({ type: "document", id, document: changed });
  try {
    await checkStep(desk, id);
  } catch (error) {
    desk.phase(id, { kind: "failed", error: noticeOf(asSignError(error)) });
    return;
  }
  await askAndSign(desk, id);
}

/** From the document on screen to the signed file; asks again until it is signed or the user leaves. */
export async function askAndSign(desk: Desk, id: string): Promise<void> {
  desk.phase(id, { kind: "ready", notice: null });
  for (;;) {
    const consent = await desk.consent(id);
    if (consent === null) return desk.leave(id);
    const signed = await trySigning(desk, id, consent);
    if (signed === null) continue;
    desk.stamps.signed(id);
    return deliverStep(desk, id, signed);
  }
}

/** One try; null where it did not sign, with the reason on screen. */
async function trySigning(desk: Desk, id: string, consent: Consent): Promise<SignedResult | null> {
  const signal = desk.startTry(id);
  desk.phase(id, { kind: "working", step: "prepare", took: {} });
  try {
    return await signAll(desk, id, { consent, signal });
  } catch (error) {
    const failure = asSignError(error);
    const notice = failure.code === "USER_CANCELLED" ? null : noticeOf(failure);
    desk.phase(id, { kind: "ready", notice });
    return null;
  }
}

/** One signature for each look the user agreed to, each over the file that the one before left. */
async function signAll(desk: Desk, id: string, { consent, signal }: Act): Promise<SignedResult> {
  let open: OpenItem | null = null;
  return makeSignatures(desk, id, {
    consent,
    sign: async ({ digest, sha256 }) => {
      open ??= await openStep(desk, id, { consent, sha256, signal });
      return tokenStep(desk, { open, digest, signal });
    },
  });
}

interface Signatures {
  readonly consent: Consent;
  /** The CMS over a digest. */
  readonly sign: (prepared: PreparedDigest) => Promise<Uint8Array>;
}

/**
 * The finished file, kept until it is safe while our own verifier judges it; the engine has the document open and checked. That the
 * token will be asked is written down before, the bytes right after: a crash between says honestly that nobody has the signature.
 */
export async function makeSignatures(desk: Desk, id: string, request: Signatures): Promise<SignedResult> {
  const entry = desk.entry(id);
  try {
    const blob = await makeRounds(desk, id, request);
    const signed = unjudged(desk, id, { blob, consent: request.consent });
    // A large file takes the disk as long as the verifier; nothing leaves before both are through.
    const [, judged] = await Promise.allSettled([
      desk.custody.signed(entry, signed),
      judgeStep(desk, id, signed),
    ]);
    if (judged.status === "rejected") throw judged.reason;
    return judged.value;
  } catch (error) {
    await (entry.job.batch === null ? desk.custody.left([id]) : desk.custody.notSigned(id));
    throw error;
  }
}

async function makeRounds(desk: Desk, id: string, { consent, sign }: Signatures): Promise<Blob> {
  // One act has one time-stamp, on its last signature.
  const stamped = await desk.timeStamps.wanted(consent.offer);
  for (let round = 0; ; round++) {
    const last = round + 1 >= consent.looks.length;
    const stamp = stamped && last;
    const prepared = await prepareStep(desk, id, { consent, round, stamp });
    if (round === 0) await desk.custody.signing(desk.entry(id));
    const signed = await sign(prepared);
    const cms = stamp ? await desk.timeStamps.stamp(id, signed) : signed;
    const blob = await embedStep(desk, id, { cms, last });
    if (blob !== null) return blob;
  }
}

interface Act {
  readonly consent: Consent;
  readonly signal: AbortSignal;
}
