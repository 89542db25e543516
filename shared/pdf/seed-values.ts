/**
 * Seed values (ISO 32000-2, 12.7.5.5, tables 237 to 239): what the author of a form wants of the signature in one of its fields. What is
 * required is honoured or refused by name; what is only recommended is left to the signer.
 */

import { equalBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { PdfDocument } from "./document.ts";
import type { FieldPlan } from "./field.ts";
import type { ObjectReader } from "./object-reader.ts";
import { integerOf, isDictPlace, type PdfDict, type Place } from "./objects.ts";
import { decodeTextString } from "./text-string.ts";

export type SubFilter = "ETSI.CAdES.detached" | "adbe.pkcs7.detached";

/** What the signature will be, as far as seed values ask. */
export interface SeedRequest {
  readonly document: PdfDocument;
  readonly field: FieldPlan;
  readonly certify: "P1" | "P2" | "P3" | undefined;
  readonly reason: string | undefined;
  readonly digest: "sha256" | "sha384" | "sha512";
  /** A time-stamp over the signature value is asked for. */
  readonly timestamped: boolean;
  /** DER, the signer's own first; null while it is not known. */
  readonly certificates: readonly Uint8Array[] | null;
}

export interface SeedChoice {
  readonly subFilter: SubFilter;
  readonly reason: string | undefined;
}

/** Table 237: the bits of Ff, which make an entry required. */
const REQUIRED = {
  Filter: 1,
  SubFilter: 2,
  V: 4,
  Reasons: 8,
  LegalAttestation: 16,
  AddRevInfo: 32,
  DigestMethod: 64,
  LockDocument: 128,
  AppearanceFilter: 256,
} as const;
const KNOWN_BITS = 511;

/** Table 238, likewise. */
const CERTIFICATE_REQUIRED = { Subject: 1, Issuer: 2, OID: 4, SubjectDN: 8, KeyUsage: 32 } as const;

const HANDLER = "Adobe.PPKLite";
/** 3 is a parser that knows the seed values of ISO 32000-2. */
const PARSER_VERSION = 3;

/** Error: FIELD_REQUIRES {field, key, wanted} for what this signature would not be. */
export function honourSeedValues(request: SeedRequest): SeedChoice {
  const { document, field, reason } = request;
  const ours: SeedChoice = { subFilter: "ETSI.CAdES.detached", reason };
  if (field.kind === "new") return ours;
  const place = document.objects.entry(field.node.place, "SV");
  if (!isDictPlace(place)) return ours;
  const seed = new SeedValues(document.objects, place, field.name);
  seed.checkParser();
  seed.checkUnmet(request);
  seed.checkCertification(request.certify);
  seed.checkDigest(request.digest);
  seed.checkTimestamp(request.timestamped);
  if (request.certificates) seed.checkCertificate(request.certificates);
  return { subFilter: seed.subFilter(), reason: seed.reason(reason) };
}

class SeedValues {
  private readonly objects: ObjectReader;
  private readonly place: Place<PdfDict>;
  private readonly field: string;
  private readonly flags: number;

  constructor(objects: ObjectReader, place: Place<PdfDict>, field: string) {
    this.objects = objects;
    this.place = place;
    this.field = field;
    this.flags = integerOf(objects.entry(place, "Ff")?.value) ?? 0;
  }

  private refuse(key: string, wanted: string): never {
    fail("FIELD_REQUIRES", { field: this.field, key, wanted: wanted.slice(0, 200) || null });
  }

  private requires(key: keyof typeof REQUIRED): boolean {
    return (this.flags & REQUIRED[key]) !== 0 && this.objects.entry(this.place, key) !== null;
  }

  /** Names and text strings of an entry, which may also stand alone. */
  private words(key: string): string[] {
    const entry = this.objects.entry(this.place, key);
    const all = entry?.value.kind === "array" ? this.objects.items(entry) : [entry];
    return all.flatMap((place) => {
      if (place?.value.kind === "name") return [place.value.value];
      const bytes = this.objects.stringBytes(place);
      return bytes === null ? [] : [decodeTextString(bytes).normalize("NFC")];
    });
  }

  /** A constraint that nobody knows today may not be passed over. */
  checkParser(): void {
    if ((this.flags & ~KNOWN_BITS) !== 0) this.refuse("Ff", String(this.flags));
    const version = this.objects.entry(this.place, "V")?.value;
    if (version?.kind === "number" && version.value > PARSER_VERSION) this.refuse("V", String(version.value));
    const [filter = HANDLER] = this.words("Filter");
    if (this.requires("Filter") && filter !== HANDLER) this.refuse("Filter", filter);
  }

  /** What this software never does. */
  checkUnmet({ certify }: SeedRequest): void {
    const isTrue = (key: string) => {
      const value = this.objects.entry(this.place, key)?.value;
      return value?.kind === "boolean" && value.value;
    };
    if (this.requires("AddRevInfo") && isTrue("AddRevInfo")) this.refuse("AddRevInfo", "true");
    if (this.requires("AppearanceFilter"))
      this.refuse("AppearanceFilter", this.words("AppearanceFilter").join());
    if (this.requires("LockDocument") && this.words("LockDocument").includes("true")) {
      this.refuse("LockDocument", "true");
    }
    // Only a certification has one (12.8.7).
    if (certify !== undefined && this.requires("LegalAttestation")) {
      this.refuse("LegalAttestation", this.words("LegalAttestation").join("; "));
    }
  }

  /** MDP: 0 wants an approval, 1 to 3 a certification of that kind. Never without being asked for: it binds all who sign later. */
  checkCertification(certify: SeedRequest["certify"]): void {
    const wanted = integerOf(this.objects.entry(this.objects.entry(this.place, "MDP"), "P")?.value);
    if (wanted === null || wanted < 0 || wanted > 3) return;
    const name = wanted === 0 ? undefined : `P${wanted}`;
    if (certify !== name) this.refuse("MDP", name ?? "approval");
  }

  checkDigest(digest: SeedRequest["digest"]): void {
    const accepted = this.words("DigestMethod");
    if (this.requires("DigestMethod") && !accepted.includes(digest.toUpperCase())) {
      this.refuse("DigestMethod", accepted.join(", "));
    }
  }

  /** Table 239: Ff 1 makes the time-stamp required. */
  checkTimestamp(timestamped: boolean): void {
    const wish = this.objects.entry(this.place, "TimeStamp");
    const flags = integerOf(this.objects.entry(wish, "Ff")?.value) ?? 0;
    if (!isDictPlace(wish) || timestamped || (flags & 1) === 0) return;
    const address = this.objects.stringBytes(this.objects.entry(wish, "URL"));
    this.refuse("TimeStamp", address === null ? "" : decodeTextString(address));
  }

  /** Subject and Issuer are certificates to be compared; names and usages in words are not read here. */
  checkCertificate(certificates: readonly Uint8Array[]): void {
    const wish = this.objects.entry(this.place, "Cert");
    const flags = integerOf(this.objects.entry(wish, "Ff")?.value) ?? 0;
    const requires = (key: keyof typeof CERTIFICATE_REQUIRED) =>
      (flags & CERTIFICATE_REQUIRED[key]) !== 0 && this.objects.entry(wish, key) !== null;
    for (const key of ["OID", "SubjectDN", "KeyUsage"] as const) {
      if (requires(key)) this.refuse(`Cert.${key}`, "");
    }
    const listed = (key: string) => this.objects.items(this.objects.entry(wish, key));
    const names = (key: string, given: readonly Uint8Array[]) =>
      listed(key).some((place) => {
        const der = this.objects.stringBytes(place);
        return der !== null && given.some((certificate) => equalBytes(certificate, der));
      });
    if (requires("Subject") && !names("Subject", certificates.slice(0, 1))) this.refuse("Cert.Subject", "");
    if (requires("Issuer") && !names("Issuer", certificates)) this.refuse("Cert.Issuer", "");
  }

  subFilter(): SubFilter {
    const accepted = this.words("SubFilter");
    if (!this.requires("SubFilter") || accepted.includes("ETSI.CAdES.detached")) return "ETSI.CAdES.detached";
    if (accepted.includes("adbe.pkcs7.detached")) return "adbe.pkcs7.detached";
    return this.refuse("SubFilter", accepted.join(", "));
  }

  /** An only reason is taken over where none was given. A single full stop, or no reason at all, forbids one. */
  reason(given: string | undefined): string | undefined {
    if ((this.flags & REQUIRED.Reasons) === 0) return given;
    const accepted = this.words("Reasons");
    const [only] = accepted;
    if (accepted.length === 0 || (accepted.length === 1 && only === ".")) {
      return given === undefined ? undefined : this.refuse("Reasons", "");
    }
    if (given === undefined && accepted.length === 1) return only;
    if (given !== undefined && accepted.includes(given.normalize("NFC"))) return given;
    return this.refuse("Reasons", accepted.join("; "));
  }
}
