import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Polling } from "../../../../host/token/pkcs11/polling.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("repeats with a pause, and not after stop", async () => {
  let steps = 0;
  const polling = new Polling(10, async () => steps++);
  polling.start();
  await vi.advanceTimersByTimeAsync(35);
  expect(steps).toBe(4);
  polling.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(steps).toBe(4);
});

test("waits longer and longer while it fails, up to 64 pauses", async () => {
  const at: number[] = [];
  const polling = new Polling(10, () => {
    at.push(Date.now());
    return Promise.reject(new Error("no token"));
  });
  polling.start();
  await vi.advanceTimersByTimeAsync(5000);
  polling.stop();
  const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  expect(pauses.slice(0, 8)).toEqual([20, 40, 80, 160, 320, 640, 640, 640]);
});

test("stopped and started while a step runs, it goes on as one", async () => {
  let running = 0;
  let most = 0;
  const polling = new Polling(10, async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
  });
  polling.start();
  polling.stop();
  polling.start();
  await vi.advanceTimersByTimeAsync(200);
  polling.stop();
  expect(most).toBe(1);
});
