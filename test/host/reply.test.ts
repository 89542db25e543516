import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { LIMITS } from "#shared/protocol/limits.ts";
import { hostMessage } from "#shared/protocol/messages.ts";
import { replyMessages } from "../../host/reply.ts";

describe("answers", () => {
  test("a small result is one reply", () => {
    expect(replyMessages("a", { host: "1" })).toEqual([
      { v: 1, type: "reply", id: "a", ok: true, result: { host: "1" } },
    ]);
  });

  test("a large one comes in parts that are messages of the protocol and join to the result", () => {
    const result = { text: "chữ ký số ".repeat(120_000) };
    const parts = replyMessages("a", result);
    expect(parts.length).toBeGreaterThan(3);
    const pieces = parts.map((message, index) => {
      const part = v.parse(hostMessage, message);
      if (part.type !== "part") throw new Error(part.type);
      expect(part).toMatchObject({ id: "a", seq: index, last: index === parts.length - 1 });
      expect(JSON.stringify(part).length).toBeLessThanOrEqual(LIMITS.replyBytes);
      return Buffer.from(part.data, "base64");
    });
    expect(JSON.parse(Buffer.concat(pieces).toString())).toEqual(result);
  });
});
