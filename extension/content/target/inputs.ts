/** The file inputs of the page: hidden ones, shadow roots and frames of the same origin included. */

import { pageTexts } from "#shared/messages/page.ts";
import { shadowRootOf } from "../find/scan.ts";
import type { InputFacts } from "./choose.ts";

const DIALOG = "dialog[open], [role=dialog], .modal.show, .modal.in, .ui-dialog";
const COMPOSER = "form:has(textarea), form:has([contenteditable=true]), form:has(iframe), [id*=compose]";

export function findInputs(root: Document | ShadowRoot = document): HTMLInputElement[] {
  const here = [...root.querySelectorAll<HTMLInputElement>("input[type=file]")];
  const shadows = [...root.querySelectorAll("*")].flatMap((element) => {
    const shadow = element.localName.includes("-") ? shadowRootOf(element) : null;
    return shadow ? findInputs(shadow) : [];
  });
  const frames = [...root.querySelectorAll("iframe")].flatMap((frame) => {
    const inner = innerDocument(frame);
    return inner ? findInputs(inner) : [];
  });
  return [...here, ...shadows, ...frames];
}

/** null for a frame of another origin. */
function innerDocument(frame: HTMLIFrameElement): Document | null {
  try {
    const inner = frame.contentDocument;
    return inner?.location.origin === location.origin ? inner : null;
  } catch {
    return null;
  }
}

export function factsOf(input: HTMLInputElement): InputFacts {
  const maximum = Number(input.dataset["maxFileSize"] ?? Number.NaN);
  return {
    accept: input.accept,
    name: input.name,
    id: input.id,
    disabled: input.disabled || input.closest("fieldset:disabled") !== null,
    directory: input.webkitdirectory,
    multiple: input.multiple,
    visible: isVisible(input),
    inDialog: input.closest(DIALOG) !== null,
    inComposer: input.closest(COMPOSER) !== null || hasComposer(input),
    label: labelOf(input),
    maximum: Number.isFinite(maximum) ? maximum : null,
  };
}

function isVisible(input: HTMLInputElement): boolean {
  const shown = [input, ...(input.labels ?? []), input.parentElement];
  return shown.some(
    (element) => element !== null && element !== undefined && element.getClientRects().length > 0,
  );
}

/** Mail programs keep the upload form apart from the letter it belongs to. */
function hasComposer(input: HTMLInputElement): boolean {
  return /upload|attach|dinh-?kem/i.test(`${input.form?.id ?? ""} ${input.form?.name ?? ""}`);
}

/** Words that the person sees at this input: its label, else the button it hides behind, else the head of its form. */
function labelOf(input: HTMLInputElement): string {
  const named = [
    input.labels?.[0]?.textContent,
    input.getAttribute("aria-label"),
    input.title,
    input.parentElement?.querySelector("button, [role=button]")?.textContent,
    input.closest("fieldset")?.querySelector("legend")?.textContent,
    input.closest("form, dialog, [role=dialog]")?.querySelector("h1, h2, h3, h4, legend")?.textContent,
  ];
  const text = named.find((each) => (each ?? "").trim() !== "") ?? pageTexts.vi.fileField;
  return text.replace(/\s+/g, " ").trim().slice(0, 200);
}
