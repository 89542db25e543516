import { describe, expect, test } from "vitest";
import { isAddress, isPublicAddress } from "#shared/network/address.ts";
import { readServiceUrl } from "#shared/network/service-url.ts";

describe("IP addresses", () => {
  test.each([
    "8.8.8.8",
    "103.1.2.3",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "100.63.255.255",
    "100.128.0.0",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2405:4800::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "100::1",
  ])("%s is not", (address) => {
    expect(isAddress(address)).toBe(true);
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    "",
    "256.1.1.1",
    "1.2.3",
    "8.8.8.8.8",
    "1:2:3",
    "::1::",
    "2001:4860::g",
    "ca.gov.vn",
    "fe80::1%eth0",
  ])("%j is none", (text) => {
    expect(isAddress(text)).toBe(false);
    expect(isPublicAddress(text)).toBe(false);
  });
});

describe("addresses of services", () => {
  const none = () => false;

  test.each([
    "http://ocsp.ca.gov.vn",
    "https://rootca.gov.vn/crl/a.crl",
    "http://8.8.8.8/x",
    "http://[2405:4800::1]/",
  ])("%s may be asked", (url) => {
    expect(readServiceUrl(url, none)).toMatchObject({ isAllowed: false });
  });

  test.each([
    "",
    "ldap://ca.gov.vn/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://user:secret@ca.gov.vn/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://printer.local/",
    "http://host.internal/",
    "http://intranet/",
    "http://127.0.0.1:9/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest/",
  ])("%j may not", (url) => {
    expect(readServiceUrl(url, none)).toBeNull();
  });

  test("a place that somebody named may, at its port only", () => {
    const isNamed = (place: string) => place === "127.0.0.1:8080";
    expect(readServiceUrl("http://127.0.0.1:8080/ocsp", isNamed)).toMatchObject({ isAllowed: true });
    expect(readServiceUrl("http://127.0.0.1:8081/ocsp", isNamed)).toBeNull();
    expect(readServiceUrl("http://localhost:80/", (place) => place === "localhost:80")).not.toBeNull();
  });
});
