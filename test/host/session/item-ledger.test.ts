import { describe, expect, test } from "vitest";
import { LIMITS } from "#shared/protocol/limits.ts";
import { ItemLedger } from "../../../host/session/item-ledger.ts";

const item = (name: string, signatures = 1) => ({
  item: name,
  name: `${name}.pdf`,
  size: 1,
  pages: 1,
  sha256: "0".repeat(64),
  signatures,
});

describe("the list of agreed documents", () => {
  test("gives each as often as agreed, and a failed try back", () => {
    const ledger = new ItemLedger();
    ledger.add([item("a", 2)]);
    ledger.take("a");
    ledger.take("a");
    expect(ledger.isFinished).toBe(true);
    expect(() => ledger.take("a")).toThrow(expect.objectContaining({ code: "BATCH_CONFLICT" }));
    ledger.giveBack("a");
    ledger.take("a");
    expect(() => ledger.take("b")).toThrow(expect.objectContaining({ code: "JOB_NOT_FOUND" }));
  });

  test("takes no document twice, and none of a list in which one is", () => {
    const ledger = new ItemLedger();
    ledger.add([item("a")]);
    expect(() => ledger.add([item("b"), item("a")])).toThrow(
      expect.objectContaining({ code: "BATCH_CONFLICT" }),
    );
    expect(() => ledger.add([item("c"), item("c")])).toThrow(
      expect.objectContaining({ code: "BATCH_CONFLICT" }),
    );
    expect(() => ledger.take("b")).toThrow(expect.objectContaining({ code: "JOB_NOT_FOUND" }));
  });

  test("is bounded", () => {
    const ledger = new ItemLedger();
    ledger.add(Array.from({ length: LIMITS.sessionItems }, (_, index) => item(`i${index}`)));
    expect(() => ledger.add([item("more")])).toThrow(expect.objectContaining({ code: "LIMIT_EXCEEDED" }));
  });
});
