/** A result as one reply, or as parts where it is too large for one message of the browsers. */

import { toBase64 } from "#shared/bytes.ts";
import { LIMITS, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import type { HostMessage } from "#shared/protocol/messages.ts";

/** Bytes of a part before base64, a multiple of 3 so that parts have no padding between them. */
const PART_BYTES = 3 * Math.floor(LIMITS.replyBytes / 4 / 3 - 100);

export function replyMessages(id: string, result: Record<string, unknown>): HostMessage[] {
  const json = new TextEncoder().encode(JSON.stringify(result));
  if (json.length <= LIMITS.replyBytes - 200) {
    return [{ v: PROTOCOL_VERSION, type: "reply", id, ok: true, result }];
  }
  const count = Math.ceil(json.length / PART_BYTES);
  return Array.from({ length: count }, (_, seq) => ({
    v: PROTOCOL_VERSION,
    type: "part",
    id,
    seq,
    last: seq === count - 1,
    data: toBase64(json.subarray(seq * PART_BYTES, (seq + 1) * PART_BYTES)),
  }));
}
