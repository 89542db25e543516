/** What is stored, read anew whenever a window changes it. */

import { useEffect, useState } from "preact/hooks";
import { type CertificateLabel, certificateLabels } from "../../templates/labels.ts";
import { listTemplates, onTemplatesChanged } from "../../templates/store.ts";
import type { StampTemplate } from "../../templates/template.ts";

/** Shows a failure of the work, if it has one. */
export type Guard = (work: Promise<unknown>) => void;

/** Null until they are read. */
export function useTemplates(guard: Guard): readonly StampTemplate[] | null {
  const [templates, setTemplates] = useState<readonly StampTemplate[] | null>(null);
  useEffect(() => {
    const read = () => guard(listTemplates().then(setTemplates));
    read();
    return onTemplatesChanged(read);
  }, []);
  return templates;
}

export type Labels = ReadonlyMap<string, CertificateLabel>;

export function useLabels(guard: Guard): readonly [Labels, () => void] {
  const [labels, setLabels] = useState<Labels>(new Map());
  const read = () => guard(certificateLabels().then(setLabels));
  useEffect(read, []);
  return [labels, read];
}
