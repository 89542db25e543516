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

/** Another kind of file by its own name: the text around it speaks of others. */
const OTHER_NAME =
  /\.(?:docx?|xlsx?|pptx?|odt|ods|rtf|txt|csv|xml|html?|zip|rar|7z|png|jpe?g|gif|tiff?|eml|p7s|mp[34])(?=$|[\s"'()&?#;,])/i;

export function evidenceOf(link: LinkFacts): Evidence {
  const own = [link.text, link.title, link.ariaLabel, link.download ?? ""].map(normal);
  if (link.type === "application/pdf" || own.some((text) => PDF_NAME.test(text))) return "strong";
  if (addressNamesPdf(link.href)) return "strong";
  if (own.some((text) => OTHER_NAME.test(text))) return null;
  if (PDF_NAME.test(normal(link.container)) || PDF_CLASS.test(link.classes)) return "weak";
  return KNOWN_ADDRESS.test(link.href) ? "weak" : null;
}

/** A text as the name of a PDF with what leads up to it, and what follows; without such a name all of it is `rest`. */
export function splitAtName(text: string): { name: string; rest: string } {
  const found = PDF_NAME.exec(normal(text));
  const end = found === null ? 0 : found.index + found[0].length;
  return { name: normal(text).slice(0, end), rest: normal(text).slice(end) };
}

/** What a document is called where nothing but its address tells: the last name in it. */
export function nameInAddress(href: string): string {
  const named = addressNames(href).filter((name) => PDF_NAME.test(name));
  return named.at(-1)?.split("/").at(-1) ?? "";
}

function normal(text: string): string {
  return text.normalize("NFC");
}

/** Its path or a value of its query ends in .pdf. */
export function addressNamesPdf(href: string): boolean {
  return addressNames(href).some((name) => PDF_NAME.test(name));
}

/** Its path ends in .pdf: a file on a server. */
export function pathNamesPdf(href: string): boolean {
  const [path = ""] = addressNames(href);
  return PDF_NAME.test(path);
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
