/** All names a certificate speaks for, as name constraints see them (RFC 5280 4.2.1.10). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { DerReader, readSingle, TAG } from "../asn1/der.ts";
import { readOid, readText } from "../asn1/primitive.ts";
import { comparableName } from "./comparable-name.ts";
import type { GeneralName } from "./general-name.ts";
import { TRUST_OID } from "./oids.ts";
import type { PathExtensions } from "./path-extensions.ts";

/** The subject, the mailboxes inside it (an old habit that 4.2.1.10 knows), and the alternative names. */
export function subjectNames({ subject }: CertificateFacts, extensions: PathExtensions): GeneralName[] {
  const name = comparableName(subject.der);
  const directory: GeneralName[] = name.rdns.length > 0 ? [{ kind: "directory", name }] : [];
  return [...directory, ...mailboxes(subject.der), ...(extensions.subjectAltNames ?? [])];
}

function mailboxes(subject: Uint8Array): GeneralName[] {
  const sets = new DerReader(readSingle(subject).content).rest();
  return sets
    .flatMap((set) => new DerReader(set.content).rest())
    .flatMap((pair) => {
      const reader = new DerReader(pair.content);
      if (readOid(reader.read(TAG.oid)) !== TRUST_OID.emailAddress) return [];
      // A value that is no text is a mailbox that lies in no subtree.
      return [{ kind: "email", text: readText(reader.readAny()) ?? "" } as const];
    });
}
