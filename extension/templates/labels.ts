/** What the user said a certificate is: of a person, or the seal of an agency. Asked once; wins over what its name suggests. */

import { transact } from "./database.ts";

export type CertificateLabel = "person" | "seal";

/** By the SHA-256 of the certificate, lower-case hexadecimal; null where never said. Errors: STORAGE_FAILED. */
export async function certificateLabel(certificate: string): Promise<CertificateLabel | null> {
  const row = await transact({ store: "labels", mode: "readonly" }, (table) => table.get(certificate));
  return row?.label ?? null;
}

/** Every label, by certificate. Errors: STORAGE_FAILED. */
export async function certificateLabels(): Promise<ReadonlyMap<string, CertificateLabel>> {
  const rows = await transact({ store: "labels", mode: "readonly" }, (table) => table.all());
  return new Map(rows.map(({ certificate, label }) => [certificate, label]));
}

/** Null forgets it: asked again next time. Errors: STORAGE_FAILED. */
export async function setCertificateLabel(
  certificate: string,
  label: CertificateLabel | null,
): Promise<void> {
  await transact({ store: "labels", mode: "readwrite" }, (table) =>
    label === null ? table.remove(certificate) : table.put({ certificate, label }),
  );
}
