/** NameConstraints (RFC 5280 4.2.1.10): the extension, and whether the names of a certificate obey it. */

import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { readNumber } from "../asn1/primitive.ts";
import { isWithin } from "./comparable-name.ts";
import { type GeneralName, readGeneralName } from "./general-name.ts";
import {
  hostOfUri,
  isAddressBase,
  isAddressWithin,
  isDnsBase,
  isDnsName,
  isDnsWithin,
  isEmailBase,
  isEmailWithin,
  isHost,
  isHostWithin,
  reachesDns,
  splitMailbox,
} from "./name-forms.ts";

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const MAX_SUBTREES = 1000;
/** @param value content of extnValue. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readNameConstraints(value: Uint8Array): NameConstraints {
  const outer = readSingle(value);
  if (outer.tag !== TAG.sequence) malformed("name constraints");
  const reader = new DerReader(outer.content);
  const permitted = reader.readIf(contextTag(0));
  const excluded = reader.readIf(contextTag(1));
  reader.finish();
  // 4.2.1.10: one of the two must be there, and neither may be empty.
  if (!permitted && !excluded) malformed("name constraints");
  return { permitted: permitted ? subtrees(permitted) : [], excluded: excluded ? subtrees(excluded) : [] };
}

function subtrees(list: DerValue): GeneralName[] {
  const values = new DerReader(list.content).rest();
  if (values.length === 0 || values.length > MAX_SUBTREES) malformed("subtrees");
  return values.map(readSubtree);
}

/** 4.2.1.10: minimum is 0 and maximum absent. */
function readSubtree(value: DerValue): GeneralName {
  const reader = new DerReader(value.content);
  const base = readGeneralName(reader.readAny());
  const minimum = reader.readIf(contextTag(0, "primitive"));
  reader.finish();
  if (minimum && readNumber({ ...minimum, tag: TAG.integer }) !== 0) malformed("minimum");
  if (!isLawfulBase(base)) malformed("subtree base");
  return base;
}

function isLawfulBase(base: GeneralName): boolean {
  switch (base.kind) {
    case "dns":
      return isDnsBase(base.text);
    case "email":
      return isEmailBase(base.text);
    case "uri":
      return isHost(base.text.replace(/^\./, ""));
    case "ip":
      return isAddressBase(base.octets);
    case "directory":
    case "other":
      return true;
  }
}

/** Names that are no names of their form are refused wherever they stand. */
export function isLawfulName(name: GeneralName): boolean {
  if (name.kind === "dns") return isDnsName(name.text);
  return name.kind !== "ip" || name.octets.length === 4 || name.octets.length === 16;
}

/** 4.2.1.10 and 6.1.3 (b), (c). Costs `comparisons`. */
export function obeys(names: readonly GeneralName[], { permitted, excluded }: NameConstraints): boolean {
  return names.every((name) => {
    if (excluded.some((base) => isExcluded(name, base))) return false;
    const sameForm = permitted.filter((base) => hasForm(name, base));
    return sameForm.length === 0 || sameForm.some((base) => isPermitted(name, base));
  });
}

/** How many names are compared by `obeys` at most. */
export function comparisons(names: readonly GeneralName[], { permitted, excluded }: NameConstraints): number {
  return names.length * (permitted.length + excluded.length);
}

function hasForm(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === "other" && base.kind === "other") return name.form === base.form;
  return name.kind === base.kind;
}

/** What is not understood is not permitted. */
function isPermitted(name: GeneralName, base: GeneralName): boolean {
  if (name.kind === "dns" && base.kind === "dns") return isDnsWithin(name.text, base.text);
  if (name.kind === "directory" && base.kind === "directory") return isWithin(name.name, base.name);
  if (name.kind === "ip" && base.kind === "ip") return isAddressWithin(name.octets, base.octets);
  if (name.kind === "email" && base.kind === "email") {
    const mailbox = splitMailbox(name.text);
    return mailbox !== null && isEmailWithin(mailbox, base.text);
  }
  if (name.kind === "uri" && base.kind === "uri") {
    const host = hostOfUri(name.text);
    return host !== null && isHostWithin(host, base.text);
  }
  return false;
}

/** What is not understood is excluded. */
function isExcluded(name: GeneralName, base: GeneralName): boolean {
  if (!hasForm(name, base)) return false;
  if (name.kind === "dns" && base.kind === "dns") return reachesDns(name.text, base.text);
  if (name.kind === "email" && splitMailbox(name.text) === null) return true;
  if (name.kind === "uri" && hostOfUri(name.text) === null) return true;
  return name.kind === "other" || isPermitted(name, base);
}
