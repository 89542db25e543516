import { describe, expect, test } from "vitest";
import { originOf, tameName } from "../../extension/jobs.ts";
import { sitePattern } from "../../extension/site-origin.ts";

describe("names that a page chooses", () => {
  test("bidi and control characters are taken out, the letters stay", () => {
    expect(tameName("cv\u202Efdp.exe\u0007 \n Công văn.pdf")).toBe("cv fdp.exe Công văn.pdf");
  });

  test("a decomposed name is composed, a long one is cut", () => {
    expect(tameName("Tờ trình".normalize("NFD"))).toBe("Tờ trình");
    expect(tameName("a".repeat(500))).toHaveLength(200);
  });
});

describe("who may ask", () => {
  test("web pages have an origin", () => {
    expect(originOf("https://congvu.quangngai.gov.vn:8443/mail?x=1")).toBe(
      "https://congvu.quangngai.gov.vn:8443",
    );
    expect(originOf("http://eoffice.noibo/")).toBe("http://eoffice.noibo");
  });

  test.each(["file:///etc/passwd", "data:text/html,x", "about:blank", "javascript:1", "", undefined])(
    "%s has none",
    (url) => {
      expect(originOf(url)).toBeNull();
    },
  );

  test("the site of a permission is its host, whatever the port", () => {
    expect(sitePattern("https://mail.example:8443/a")).toBe("https://mail.example/*");
    expect(sitePattern("chrome://extensions")).toBeNull();
  });
});
