import { describe, expect, test } from "vitest";
import {
  type Certified,
  hasKeyBeforeLogin,
  privateKeyOf,
  type StoredKey,
} from "../../../../host/token/pkcs11/objects.ts";

const CKK_RSA = 0;
const CKK_EC = 3;
const ID = Buffer.from([1]);
const MODULUS = Buffer.alloc(256, 0xab);
const POINT = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 0xcd)]);
const RSA: Certified = { ckaId: ID, key: { kind: "rsa", modulus: MODULUS } };
const EC: Certified = { ckaId: ID, key: { kind: "ec", point: POINT, fieldBytes: 32 } };

function key(name: string, change: Partial<StoredKey> = {}): StoredKey {
  return { handle: Buffer.from(name), ckaId: ID, type: CKK_RSA, modulus: null, point: null, ...change };
}
function found(certified: Certified, privateKeys: StoredKey[], publicKeys: StoredKey[] = []) {
  return privateKeyOf(certified, { privateKeys, publicKeys })?.toString() ?? null;
}
const ecKey = (name: string, point: Buffer | null = null) => key(name, { type: CKK_EC, point });

describe("the key of an RSA certificate", () => {
  test("has its CKA_ID and its modulus, with or without a leading zero", () => {
    expect(found(RSA, [key("a", { modulus: MODULUS })])).toBe("a");
    expect(found(RSA, [key("a", { modulus: Buffer.concat([Buffer.from([0]), MODULUS]) })])).toBe("a");
  });

  test("is not one with another modulus, another CKA_ID or another type", () => {
    expect(found(RSA, [key("a", { modulus: Buffer.alloc(256, 1) })])).toBeNull();
    expect(found(RSA, [key("a", { modulus: MODULUS, ckaId: Buffer.from([2]) })])).toBeNull();
    expect(found(RSA, [ecKey("a")])).toBeNull();
    expect(found(RSA, [])).toBeNull();
  });

  test("is the proven one of several with the same CKA_ID", () => {
    const several = [
      key("silent"),
      key("other", { modulus: Buffer.alloc(256, 1) }),
      key("own", { modulus: MODULUS }),
    ];
    expect(found(RSA, several)).toBe("own");
  });

  test("may hide its modulus, unless the public key beside it is another one", () => {
    expect(found(RSA, [key("a")])).toBe("a");
    expect(found(RSA, [key("a")], [key("p", { modulus: MODULUS })])).toBe("a");
    expect(found(RSA, [key("a")], [key("p", { modulus: Buffer.alloc(256, 1) })])).toBeNull();
  });
});

describe("the key of an EC certificate", () => {
  const wrapped = Buffer.concat([Buffer.from([4, 65]), POINT]);
  test.each([
    ["in an OCTET STRING", wrapped],
    ["bare, as some modules give it", POINT],
  ])("is known by the point of the public key beside it, %s", (_, point) => {
    expect(found(EC, [ecKey("a")], [ecKey("p", point)])).toBe("a");
  });

  test("is not one beside another point", () => {
    expect(found(EC, [ecKey("a")], [ecKey("p", Buffer.alloc(67, 1))])).toBeNull();
    expect(found(EC, [ecKey("a")], [ecKey("p", POINT.subarray(1))])).toBeNull();
  });
});

describe("before a login", () => {
  const known = (privateKeys: StoredKey[], publicKeys: StoredKey[]) =>
    hasKeyBeforeLogin(RSA, { privateKeys, publicKeys });

  test("a visible private key, or the public key object, tells that there is one", () => {
    expect(known([key("a", { modulus: MODULUS })], [])).toBe(true);
    expect(known([], [key("p", { modulus: MODULUS })])).toBe(true);
  });

  test("nothing to see tells nothing", () => {
    expect(known([], [])).toBeNull();
    expect(known([], [key("p", { modulus: Buffer.alloc(256, 1) })])).toBeNull();
  });

  test("private keys that are all others' tell that there is none", () => {
    expect(known([key("a", { ckaId: Buffer.from([9]) })], [])).toBe(false);
  });
});

test("a certificate with a key of another kind has no key here", () => {
  expect(found({ ckaId: ID, key: { kind: "other" } }, [key("a")])).toBeNull();
});
