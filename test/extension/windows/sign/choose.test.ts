import { describe, expect, test } from "vitest";
import type { Source } from "#shared/protocol/messages.ts";
import {
  chosenOffer,
  isAgency,
  offersFor,
  practicePlace,
  sessionFor,
} from "../../../../extension/windows/sign/choose.ts";
import type { SignEvent } from "../../../../extension/windows/sign/reducer.ts";
import { currentEntry, type Entry, type SignState } from "../../../../extension/windows/sign/state.ts";
import { certificateOf, jobOf, PRACTICE_TOKEN, plugged, realToken, SITE, stateAfter } from "./examples.ts";

const token = realToken();
const own = certificateOf("a");
const seal = certificateOf("b", { commonName: "Sở Khoa học và Công nghệ" });
const expired = certificateOf("c", { unsuitable: "EXPIRED" });
const practice = certificateOf("d", { token: "practice" });
const LOCAL: Source = { kind: "local" };
const LOOPBACK: Source = {
  kind: "site",
  origin: "http://127.0.0.1:8080",
  topOrigin: "http://127.0.0.1:8080",
};

function opened(source: Source, ...events: readonly SignEvent[]): { state: SignState; entry: Entry } {
  const state = stateAfter({ type: "entry-added", job: jobOf("a", { source }) }, ...events);
  const entry = currentEntry(state);
  if (entry === null) throw new Error("no entry");
  return { state, entry };
}

const idOf = ({ state, entry }: { state: SignState; entry: Entry }) =>
  chosenOffer(state, entry)?.certificate.id ?? null;

describe("which certificate signs", () => {
  test("the only usable one is chosen by itself, beside an expired one", () => {
    expect(idOf(opened(SITE, ...plugged([token, [expired, own]])))).toBe(own.id);
  });

  test("of two usable ones none is, until the user or this site's last time says which", () => {
    const both = plugged([token, [own, seal]]);
    expect(idOf(opened(SITE, ...both))).toBeNull();
    expect(idOf(opened(SITE, ...both, { type: "remembered", certificate: seal.id }))).toBe(seal.id);
    const chosen = opened(
      SITE,
      ...both,
      { type: "remembered", certificate: seal.id },
      { type: "chosen", certificate: own.id },
    );
    expect(idOf(chosen)).toBe(own.id);
  });

  test("an expired one is never chosen, not even by its user", () => {
    expect(
      idOf(opened(SITE, ...plugged([token, [expired]]), { type: "chosen", certificate: expired.id })),
    ).toBeNull();
  });

  test("one on a locked token is shown and not chosen", () => {
    const locked = opened(SITE, ...plugged([realToken({ locked: true }), [own]]));
    expect(offersFor(locked.state, SITE).map(({ obstacle }) => obstacle)).toEqual(["LOCKED"]);
    expect(idOf(locked)).toBeNull();
  });

  test("usable ones stand first, then the unusable, the practice key last", () => {
    const { state } = opened(LOCAL, ...plugged([PRACTICE_TOKEN, [practice]], [token, [expired, own]]));
    expect(offersFor(state, LOCAL).map(({ certificate }) => certificate.label)).toEqual(["a", "c", "d"]);
  });
});

describe("the practice key", () => {
  const onlyPractice = plugged([PRACTICE_TOKEN, [practice]]);

  test("is never offered on a real site", () => {
    expect(practicePlace(SITE)).toBe("never");
    const { state } = opened(SITE, ...onlyPractice);
    expect(offersFor(state, SITE)).toEqual([]);
  });

  test("is offered for an own file, and chosen by its user only", () => {
    expect(idOf(opened(LOCAL, ...onlyPractice))).toBeNull();
    expect(idOf(opened(LOCAL, ...onlyPractice, { type: "chosen", certificate: practice.id }))).toBe(
      practice.id,
    );
  });

  test("is chosen on a page of this computer where there is no other", () => {
    expect(idOf(opened(LOOPBACK, ...onlyPractice))).toBe(practice.id);
    expect(idOf(opened(LOOPBACK, ...plugged([PRACTICE_TOKEN, [practice]], [token, [own]])))).toBe(own.id);
  });

  test("a name that only looks like this computer is a real site", () => {
    const lookalike: Source = {
      kind: "site",
      origin: "https://localhost.example.vn",
      topOrigin: "https://localhost.example.vn",
    };
    expect(practicePlace(lookalike)).toBe("never");
  });
});

describe("the living session", () => {
  const session = {
    id: "s",
    source: SITE,
    token: token.id,
    certificate: seal.id,
    idleSeconds: 300,
  };
  const live: SignEvent = { type: "session", session };
  const both = plugged([token, [own, seal]]);

  test("keeps its certificate for the next document of its source", () => {
    const next = opened(SITE, ...both, live);
    expect(idOf(next)).toBe(seal.id);
    const offer = chosenOffer(next.state, next.entry);
    expect(offer && sessionFor(next.state, next.entry, offer)).toBe(session);
  });

  test.each<[string, Source]>([
    [
      "another origin",
      { kind: "site", origin: "https://eoffice.gov.vn", topOrigin: "https://eoffice.gov.vn" },
    ],
    ["the same origin inside another page", { ...SITE, topOrigin: "https://eoffice.gov.vn" } as Source],
    ["the user's own file", LOCAL],
  ])("does not serve %s", (_, source) => {
    const other = opened(source, ...both, live, { type: "chosen", certificate: seal.id });
    const offer = chosenOffer(other.state, other.entry);
    expect(offer?.certificate.id).toBe(seal.id);
    expect(offer && sessionFor(other.state, other.entry, offer)).toBeNull();
  });

  test("does not serve another certificate", () => {
    const changed = opened(SITE, ...both, live, { type: "chosen", certificate: own.id });
    const offer = chosenOffer(changed.state, changed.entry);
    expect(offer && sessionFor(changed.state, changed.entry, offer)).toBeNull();
  });
});

describe("whose certificate it is", () => {
  test("an agency's by its tax number or by bearing the organization's name", () => {
    expect(isAgency(certificateOf("a", { userId: "MST:0301519977" }))).toBe(true);
    expect(isAgency(seal)).toBe(true);
    expect(isAgency(own)).toBe(false);
  });
});
