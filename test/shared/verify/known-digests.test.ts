import { expect, test } from "vitest";
import { type DigestRequest, sourceOf } from "#shared/bytes.ts";
import { KnownDigests } from "#shared/verify/known-digests.ts";

const source = sourceOf(new Uint8Array(10));
const request = (start: number, end: number): DigestRequest => ({
  algorithm: "sha256",
  ranges: [{ start, end }],
});

test("what is known is not asked for again; what differs in range or algorithm is", async () => {
  const asked: DigestRequest[] = [];
  const known = new KnownDigests(async (_, requests) => {
    asked.push(...requests);
    return requests.map(() => Uint8Array.of(asked.length));
  });
  known.add(request(0, 5), Uint8Array.of(99));
  const other: DigestRequest = { ...request(0, 5), algorithm: "sha512" };
  const answers = await known.digestRanges(source, [request(0, 5), request(0, 6), other]);
  expect(answers[0]).toEqual(Uint8Array.of(99));
  expect(asked).toEqual([request(0, 6), other]);
  await known.digestRanges(source, [request(0, 6)]);
  expect(asked).toHaveLength(2);
});
