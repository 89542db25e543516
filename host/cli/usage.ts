/** Wrong usage: known before any file is opened or token touched. */

import type { UsageFault } from "#shared/messages/command-line.ts";

export class UsageError extends Error {
  readonly fault: UsageFault;
  /** The option, command or value in question. */
  readonly subject: string;

  constructor(fault: UsageFault, subject: string) {
    super(`${fault} ${subject}`);
    this.name = "UsageError";
    this.fault = fault;
    this.subject = subject;
  }
}

export function wrongUsage(fault: UsageFault, subject = ""): never {
  throw new UsageError(fault, subject);
}
