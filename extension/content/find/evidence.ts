/** Whether a link looks like a PDF document, by names alone. Plain data in, so that it can be tried without a page. */

/** What is known of one link without any request. */
export interface LinkFacts {
  /** Absolute address. */
  readonly href: string;
  /** Address as written in the page. */
  readonly rawHref: string;
  readonly text: string;
  readonly title: string;
  readonly ariaLabel: string;
  /** The `download` attribute; null where absent. */
  readonly download: string | null;
  readonly classes: string;
  readonly type: string;
  /** Text of the nearest list item, row or card. */
  readonly container: string;
  /** Values of `data-*` attributes that make a link more than a link. */
  readonly method: string | null;
  readonly confirm: string | null;
}

/** "strong": its own name or address ends in .pdf. "weak": the text around it, its class or a known pattern; bytes must confirm. */
export type Evidence = "strong" | "weak" | null;

const PDF_NAME = /\.pdf(?=$|[\s"'()&?#;,])/i;
const KNOWN_ADDRESS =
  /[?&]_action=get\b.*[?&]_part=|\/attachments\/download\/|\/service\/home\/~\/|[?&](?:part|attid|fileid)=/i;
const PDF_CLASS = /(?:^|[\s_-])pdf(?:$|[\s_-])/i;

export function evidenceOf(link: LinkFacts): Evidence {
  const own = [link.text, link.title, link.ariaLabel, link.download ?? ""].map(normal);
  if (link.type === "application/pdf" || own.some((text) => PDF_NAME.test(text))) return "strong";
  if (addressNamesPdf(link.href)) return "strong";
  if (PDF_NAME.test(normal(link.container)) || PDF_CLASS.test(link.classes)) return "weak";
  return KNOWN_ADDRESS.test(link.href) ? "weak" : null;
}

function normal(text: string): string {
  return text.normalize("NFC");
}

/** Its path or a value of its query ends in .pdf. */
export function addressNamesPdf(href: string): boolean {
  return addressNames(href).some((name) => PDF_NAME.test(name));
}

/** Decoded path and query values. */
function addressNames(href: string): string[] {
  try {
    const { pathname, searchParams } = new URL(href);
    return [decodeURIComponent(pathname), ...searchParams.values()].map(normal);
  } catch {
    return [];
  }
}
