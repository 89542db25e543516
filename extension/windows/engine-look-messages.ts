/** What the window shows of a file beside its verdict. */

export interface LookRequest {
  readonly blob: Blob;
  /** Whether words of the pages are compared: where a change is in question. */
  readonly words: boolean;
  /** Of an encrypted file. */
  readonly password?: string;
}

/** Shares of the displayed page, from its top left; may reach beyond it. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface SignaturePlace {
  /** Full name. */
  readonly field: string;
  /** Where the signed revision ends in the file. */
  readonly end: number;
  /** From 1; null where it is on no page. */
  readonly page: number | null;
  /** null where there is nothing to be seen. */
  readonly box: PageBox | null;
}

/** Words that differ between the first signed revision and the file as it is. */
export interface TextChange {
  /** From 1. */
  readonly page: number;
  /** Empty where words were only added; cut where it is long. */
  readonly before: string;
  /** Empty where words were only taken away. */
  readonly after: string;
  /** Where the page shows it now; null where nothing of it is left. */
  readonly box: PageBox | null;
}

export interface Looked {
  /** In the order of their ends. */
  readonly places: readonly SignaturePlace[];
  readonly texts: readonly TextChange[];
}

export const NOTHING_SEEN: Looked = { places: [], texts: [] };
