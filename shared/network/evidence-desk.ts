/**
 * Answers what a verdict wishes to know: from what was kept, else from the services that certificates name, else from what was kept
 * and is still current. Bounded in everything; whatever cannot be had is said, never thrown.
 */

import { toHex } from "../bytes.ts";
import { fail } from "../errors.ts";
import type { ServiceFault } from "../protocol/service-faults.ts";
import { hashOf } from "../signature/hash.ts";
import type { RawEvidence } from "../trust/evidence.ts";
import type { EvidenceWish } from "../trust/wishes.ts";
import { certificateQuestion } from "./certificate-question.ts";
import { crlQuestion } from "./crl-question.ts";
import { deltaQuestion } from "./delta-question.ts";
import type { EvidenceCache, KeptAnswer } from "./evidence-cache.ts";
import { ocspQuestion } from "./ocsp-question.ts";
import type { Attempt, Judgement, Question } from "./question.ts";
import { readServiceUrl } from "./service-url.ts";
import type { ServiceAnswer, Transport } from "./transport.ts";

interface Unanswered {
  readonly kind: Question["kind"];
  readonly url: string;
  readonly fault: ServiceFault;
}

export interface Gathered extends RawEvidence {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** Each service that gave nothing usable, and why. */
  readonly unanswered: readonly Unanswered[];
  /** What is still not known: somebody else may be able to ask. */
  readonly open: readonly EvidenceWish[];
}

export interface EvidenceDeskParts {
  readonly transport: Transport;
  readonly cache: EvidenceCache;
  readonly now: () => Date;
}

interface Findings {
  readonly kind: Question["kind"];
  readonly items: readonly Uint8Array[];
  readonly unanswered: readonly Unanswered[];
  readonly settles: boolean;
}

/** Certificates asked about in one call; a document needs a handful. */
const MAX_GROUPS = 40;
const AT_ONCE = 4;
/** A service that did not answer is left alone for so long. */
const SILENT_MS = 60_000;
const SILENCE: readonly ServiceFault[] = ["unreachable", "timeout"];
const NOT_UNDERSTOOD: readonly ServiceFault[] = ["status", "malformed"];

export class EvidenceDesk {
  readonly #parts: EvidenceDeskParts;
  readonly #open = new Map<string, Promise<Findings>>();
  readonly #silentUntil = new Map<string, { readonly until: number; readonly fault: ServiceFault }>();

  constructor(parts: EvidenceDeskParts) {
    this.#parts = parts;
  }

  /** USER_CANCELLED where `signal` is aborted; nothing else is thrown. */
  async ask(wishes: readonly EvidenceWish[], signal?: AbortSignal): Promise<Gathered> {
    const groups = groupsOf(wishes).slice(0, MAX_GROUPS);
    const findings: Findings[] = [];
    const open: EvidenceWish[] = [];
    const work = async () => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        const found = await this.#askGroup(group, signal);
        findings.push(...found);
        if (found.at(-1)?.settles !== true) open.push(...group);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { ...gathered(findings), open };
  }

  /** A list is fetched only where the OCSP service left something open: lists may be large. */
  async #askGroup(group: readonly EvidenceWish[], signal?: AbortSignal): Promise<Findings[]> {
    const findings: Findings[] = [];
    for (const wish of group) {
      findings.push(...(await this.#askWish(wish, signal)));
      if (findings.at(-1)?.settles) break;
    }
    return findings;
  }

  /** What answers the wish; to a list its delta, which then decides whether anything is still open. */
  async #askWish(wish: EvidenceWish, signal?: AbortSignal): Promise<Findings[]> {
    if (signal?.aborted) fail("USER_CANCELLED");
    const found = await this.#once(questionOf(wish, this.#parts.now()), signal);
    const delta = deltaQuestion(wish, found.items, this.#parts.now());
    return delta ? [found, await this.#once(delta, signal)] : [found];
  }

  /** Documents that are verified side by side share one answer. */
  #once(question: Question, signal?: AbortSignal): Promise<Findings> {
    const open = this.#open.get(question.key);
    // Whoever asked first may have given up.
    if (open !== undefined) return open.catch(() => this.#once(question, signal));
    const answer = this.#answer(question, signal).finally(() => this.#open.delete(question.key));
    this.#open.set(question.key, answer);
    return answer;
  }

  async #answer(question: Question, signal?: AbortSignal): Promise<Findings> {
    const { kind } = question;
    const kept = await this.#kept(question);
    if (kept?.isYoung) return { kind, ...kept, unanswered: [] };
    const items: Uint8Array[] = [];
    const unanswered: Unanswered[] = [];
    for (const url of question.urls) {
      const judgement = await this.#askAt(url, question, signal);
      items.push(...judgement.items);
      if (judgement.ok) return { kind, items, unanswered, settles: judgement.settles };
      unanswered.push({ kind, url, fault: judgement.fault });
    }
    items.push(...(kept?.items ?? []));
    return { kind, items, unanswered, settles: kept?.settles ?? false };
  }

  async #kept({ key, judgeKept, youngFor }: Question) {
    const answer = await this.#parts.cache.get(key);
    const now = this.#parts.now().getTime();
    if (!answer || answer.until < now || answer.fetchedAt > now) return null;
    const judgement = judgeKept(answer.bytes);
    return judgement.ok ? { ...judgement, isYoung: now - answer.fetchedAt < youngFor } : null;
  }

  async #askAt(url: string, question: Question, signal?: AbortSignal): Promise<Judgement> {
    let last: Judgement = { ok: false, fault: "unreachable", items: [] };
    for (const attempt of question.attempts) {
      last = await this.#try({ url, question, attempt }, signal);
      if (last.ok || !NOT_UNDERSTOOD.includes(last.fault)) break;
    }
    return last;
  }

  async #try(
    { url, question, attempt }: { url: string; question: Question; attempt: Attempt },
    signal?: AbortSignal,
  ): Promise<Judgement> {
    const { maxBytes, key } = question;
    const answer = await this.#transport({ url, post: attempt.post, maxBytes }, signal);
    if (!answer.ok) return { ok: false, fault: answer.fault, items: [] };
    const judgement = attempt.judge(answer.bytes);
    if (judgement.ok) await this.#parts.cache.put(key, this.#keep(answer.bytes, judgement.until));
    return judgement;
  }

  #keep(bytes: Uint8Array, until: Date): KeptAnswer {
    return { bytes, fetchedAt: this.#parts.now().getTime(), until: until.getTime() };
  }

  async #transport(request: Parameters<Transport>[0], signal?: AbortSignal): Promise<ServiceAnswer> {
    const { transport, now } = this.#parts;
    const place = readServiceUrl(request.url, () => true)?.place ?? "";
    const known = [request.url, place].map((key) => this.#silentUntil.get(key));
    const silent = known.find((one) => one && one.until > now().getTime());
    if (silent) return { ok: false, fault: silent.fault };
    const answer = await transport(request, signal);
    if (!answer.ok && SILENCE.includes(answer.fault)) {
      // One that lets us wait at one address would do so at the next.
      const key = answer.fault === "timeout" ? place : request.url;
      this.#silentUntil.set(key, { until: now().getTime() + SILENT_MS, fault: answer.fault });
    }
    return answer;
  }
}

/** Wishes about one certificate's status in their order; every other wish by itself. */
function groupsOf(wishes: readonly EvidenceWish[]): EvidenceWish[][] {
  const groups = new Map<string, EvidenceWish[]>();
  for (const wish of wishes) {
    const isStatus = wish.kind === "ocsp" || wish.kind === "crl";
    const key = isStatus ? wish.certificate.sha256 : `${groups.size} ${wish.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), wish]);
  }
  return [...groups.values()];
}

function questionOf(wish: EvidenceWish, now: Date): Question {
  switch (wish.kind) {
    case "ocsp":
      return ocspQuestion(wish, now);
    case "crl":
    case "anchor-crl":
      return crlQuestion(wish, now);
    case "certificate":
      return certificateQuestion(wish, now);
  }
}

function gathered(findings: readonly Findings[]): Omit<Gathered, "open"> {
  const of = (wanted: Question["kind"]) =>
    distinct(findings.filter(({ kind }) => kind === wanted).flatMap(({ items }) => items));
  return {
    ocspResponses: of("ocsp"),
    crls: of("crl"),
    certificates: of("certificate"),
    unanswered: findings.flatMap(({ unanswered }) => unanswered),
  };
}

/** A list that serves several certificates is evidence once. */
function distinct(items: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(items.map((item) => [toHex(hashOf("sha256", item)), item])).values()];
}
