import { expect, test } from "vitest";
import { abandonable } from "../../../../host/token/pkcs11/abandonable.ts";

const never = new Promise<never>(() => {});

test("work that ends first is the result, with or without a signal", async () => {
  const { signal } = new AbortController();
  expect(await abandonable(Promise.resolve(1), undefined)).toBe(1);
  expect(await abandonable(Promise.resolve(2), signal)).toBe(2);
  await expect(abandonable(Promise.reject(new Error("own")), signal)).rejects.toThrow("own");
});

test("an abort ends the waiting at once", async () => {
  const abort = new AbortController();
  const waiting = abandonable(never, abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: "USER_CANCELLED" });
  await expect(abandonable(never, AbortSignal.abort())).rejects.toMatchObject({ code: "USER_CANCELLED" });
});

test("a result that comes after the abort is discarded, a failure is nobody's", async () => {
  const abort = new AbortController();
  let finish = (_: string) => {};
  const work = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const discarded = new Promise<string>((resolve) => {
    abandonable(work, abort.signal, resolve).catch(() => {});
  });
  abort.abort();
  finish("late");
  expect(await discarded).toBe("late");
  await expect(abandonable(Promise.reject(new Error("late")), AbortSignal.abort())).rejects.toMatchObject({
    code: "USER_CANCELLED",
  });
});
