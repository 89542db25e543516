/** Whom the machine policy names for failures a user cannot mend. */

import type { Support } from "#shared/messages/error-text.ts";
import { readPolicy } from "../policy.ts";

export async function loadSupport(): Promise<Support | undefined> {
  return (await readPolicy()).policy.support;
}
