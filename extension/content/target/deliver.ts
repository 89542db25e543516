/** Gives the signed file to a file input as a person's choice would, then looks whether the page shows it. */

import type { DeliveryReport, TargetReport } from "../../messages.ts";
import { receiveFile } from "../transfer/transfer.ts";
import { chooseTarget } from "./choose.ts";
import { factsOf, findInputs } from "./inputs.ts";
import { Proof } from "./proof.ts";

export interface DeliveryOrder {
  readonly transfer: string;
  /** The document may go to this origin only: the one the job began on. */
  readonly origin: string;
  readonly name: string;
  readonly size: number;
}

interface Target {
  readonly input: HTMLInputElement;
  readonly label: string;
}

function findTarget(size: number): Target | null {
  const inputs = findInputs();
  const facts = inputs.map(factsOf);
  const chosen = chooseTarget(facts, size);
  const input = chosen === null ? undefined : inputs[chosen];
  return input === undefined || chosen === null ? null : { input, label: facts[chosen]?.label ?? "" };
}

export function reportTarget(origin: string): TargetReport | null {
  const target = location.origin === origin ? findTarget(0) : null;
  return target === null ? null : { label: target.label };
}

/** Never submits a form, never presses a button, never removes what is there. */
export async function deliver({ transfer, origin, name, size }: DeliveryOrder): Promise<DeliveryReport> {
  const target = location.origin === origin ? findTarget(size) : null;
  if (target === null) return { outcome: "refused", label: "" };
  const blob = await receiveFile(transfer, size);
  const { input, label } = target;
  const proof = new Proof([document, input.ownerDocument].filter(unique), name);
  if (!put(input, new File([blob], name, { type: "application/pdf" }))) return { outcome: "refused", label };
  return { outcome: (await proof.appeared()) ? "taken" : "unproven", label };
}

function unique<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

/** False where the browser or the page did not let the input have it. */
function put(input: HTMLInputElement, file: File): boolean {
  const held = new DataTransfer();
  held.items.add(file);
  input.files = held.files;
  if (input.files?.length !== 1) return false;
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
