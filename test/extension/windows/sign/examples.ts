/** Tokens, certificates, jobs and states as the window meets them. */

import type { Certificate, Source, Token } from "#shared/protocol/messages.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import type { Job } from "../../../../extension/jobs.ts";
import { reduce, type SignEvent } from "../../../../extension/windows/sign/reducer.ts";
import { INITIAL_STATE, type SignState } from "../../../../extension/windows/sign/state.ts";

export const SITE: Source = {
  kind: "site",
  origin: "https://congvu.quangngai.gov.vn",
  topOrigin: "https://congvu.quangngai.gov.vn",
};

export function jobOf(id: string, part: Partial<Job> = {}): Job {
  return {
    id,
    action: "sign",
    source: SITE,
    tab: { tabId: 1, frameId: 0 },
    url: `https://congvu.quangngai.gov.vn/${id}.pdf`,
    name: `${id}.pdf`,
    private: false,
    batch: null,
    createdAt: 0,
    state: "waiting",
    ...part,
  };
}

export function realToken(pin: Partial<Token["pin"]> = {}, id = "p11:00112233445566aa"): Token {
  return {
    id,
    kind: "pkcs11",
    label: "VGCA Token",
    serial: "0000000000004412",
    manufacturer: "",
    model: "",
    module: "vgca.so",
    pin: {
      countLow: false,
      finalTry: false,
      locked: false,
      onReader: false,
      wanted: true,
      minLength: 4,
      maxLength: 16,
      ...pin,
    },
  };
}

export const PRACTICE_TOKEN: Token = {
  ...realToken({ wanted: false, minLength: 0, maxLength: 0 }, "practice"),
  kind: "practice",
  module: null,
};

export function certificateOf(letter: string, part: Partial<Certificate> = {}): Certificate {
  return {
    id: letter.repeat(64),
    token: realToken().id,
    label: letter,
    commonName: "Lê Văn Thành",
    organization: "Sở Khoa học và Công nghệ",
    organizationalUnits: [],
    userId: null,
    issuer: "CA",
    serial: "01",
    notBefore: "2025-01-01T00:00:00Z",
    notAfter: "2029-03-14T00:00:00Z",
    key: { kind: "rsa", bits: 2048 },
    unsuitable: null,
    chain: ["MAA="],
    ...part,
  };
}

/** The state after events, from an empty window. */
export function stateAfter(...events: readonly SignEvent[]): SignState {
  return events.reduce(reduce, INITIAL_STATE);
}

/** A host that answered with these tokens and what is on each. */
export function plugged(...tokens: readonly (readonly [Token, readonly Certificate[]])[]): SignEvent[] {
  return [
    { type: "host", host: { kind: "ready" } },
    { type: "tokens", tokens: tokens.map(([token]) => token) },
    ...tokens.map(
      ([token, certificates]): SignEvent => ({
        type: "list",
        token: token.id,
        list: { kind: "read", certificates },
      }),
    ),
  ];
}

export function signatureOf(part: Partial<SignatureVerdict> = {}): SignatureVerdict {
  return {
    field: "Signature1",
    kind: "approval",
    subFilter: "ETSI.CAdES.detached",
    indication: "TOTAL-PASSED",
    subIndication: null,
    integrity: true,
    coverage: "whole-file",
    changes: "none",
    changeList: [],
    signer: {
      subject: "CN=Lê Văn Thành, O=Sở Khoa học và Công nghệ, C=VN",
      issuer: "CN=CA, C=VN",
      serial: "01",
      sha256: "a".repeat(64),
      domain: "government",
    },
    path: [],
    claimedTime: null,
    bestTime: "2026-11-26T00:00:00Z",
    timestamp: null,
    level: "B-B",
    algorithms: null,
    revocation: { status: "good", source: null, time: null },
    warnings: [],
    reasons: [],
    ...part,
  };
}

export function verdictOf(
  indication: FileVerdict["indication"],
  ...signatures: readonly SignatureVerdict[]
): FileVerdict {
  return { indication, headline: { vi: "Kết luận", en: "Verdict" }, signatures };
}
