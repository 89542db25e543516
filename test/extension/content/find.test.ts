import { describe, expect, test } from "vitest";
import { addressShape, candidatesOf } from "../../../extension/content/find/candidates.ts";
import { isForbidden, mayProbe } from "../../../extension/content/find/danger.ts";
import { evidenceOf, type LinkFacts } from "../../../extension/content/find/evidence.ts";

const PAGE = "https://mail.example.gov.vn";

function link(facts: Partial<LinkFacts> & { href: string }): LinkFacts {
  return {
    rawHref: facts.href,
    text: "",
    title: "",
    ariaLabel: "",
    download: null,
    classes: "",
    type: "",
    container: "",
    method: null,
    confirm: null,
    ...facts,
    href: new URL(facts.href, PAGE).href,
  };
}

describe("evidence by names", () => {
  test.each([
    ["the address ends in .pdf", { href: "/files/CV.PDF?x=1" }],
    ["the text does", { href: "/get?id=1", text: "Công văn 125.pdf (142 KB)" }],
    ["the text does, decomposed", { href: "/get?id=1", text: "Tờ trình.pdf".normalize("NFD") }],
    ["the title does", { href: "/get?id=1", title: "BC.pdf" }],
    ["the download name does", { href: "/get?id=1", download: "BC.pdf" }],
    ["a query value does", { href: "/get?file=BC%20qu%C3%BD%20III.pdf" }],
    ["the link says its type", { href: "/get?id=1", type: "application/pdf" }],
  ])("strong: %s", (_, facts) => {
    expect(evidenceOf(link(facts))).toBe("strong");
  });

  test.each([
    ["the row around it names a PDF", { href: "/get?id=1", text: "Tải về", container: "BC.pdf Tải về" }],
    ["its class says pdf", { href: "/get?id=1", classes: "icon-pdf filename" }],
    ["Roundcube's address of a part", { href: "/?_task=mail&_action=get&_mbox=INBOX&_uid=161&_part=2" }],
    ["Zimbra's address of a part", { href: "/service/home/~/?auth=co&id=3&part=2" }],
    ["Redmine's download", { href: "/attachments/download/1" }],
  ])("weak: %s", (_, facts) => {
    expect(evidenceOf(link(facts))).toBe("weak");
  });

  test.each([
    ["a page", { href: "/van-ban/123", text: "Xem chi tiết" }],
    ["another file", { href: "/files/BC.docx", text: "BC.docx" }],
    [
      "another file in a mail that has PDFs too",
      { href: "/?_action=get&_part=3", text: "Dự thảo.docx (~15 B)" },
    ],
    ["a word that only begins so", { href: "/x", text: "Đọc .pdfx" }],
  ])("none: %s", (_, facts) => {
    expect(evidenceOf(link(facts))).toBeNull();
  });
});

describe("links that are never asked", () => {
  test.each([
    { href: "/logout?next=a.pdf" },
    { href: "/vanban/xoa_12?file=a.pdf" },
    { href: "/attachments/1", classes: "delete", text: "a.pdf" },
    { href: "/a.pdf", method: "delete" },
    { href: "/a.pdf", confirm: "Bạn có chắc?" },
    { href: "/do?id=1", text: "Xóa a.pdf" },
    { href: "/do?id=1", text: "Hủy" },
    { href: "/do?id=1", text: "Phê duyệt a.pdf" },
    { href: "/do?id=1", text: "Từ chối" },
    { href: "/a.pdf?_method=delete" },
    { href: "/a.pdf", rawHref: "#a.pdf" },
    { href: "/a.pdf", rawHref: "javascript:void(0)" },
  ])("$href $text $classes $method $confirm $rawHref", (facts) => {
    expect(isForbidden(link(facts))).toBe(true);
  });

  test("an ordinary document is not one of them, whatever its Vietnamese name", () => {
    expect(
      isForbidden(link({ href: "/cv.pdf", text: "Công văn chỉ đạo về xây dựng nông thôn mới.pdf" })),
    ).toBe(false);
  });

  test.each([
    { href: "/get?part=2", text: 'Quyết định về việc phê duyệt "Đề án".pdf (~10 KB)' },
    { href: "/get?part=2", text: "Công văn 123 (ký duyệt).pdf" },
    { href: "/get?part=2", text: "Thu hồi đất.pdf", classes: "application pdf" },
    { href: "/get?part=2", text: "Chuyển mục đích sử dụng đất.pdf", download: "d.pdf" },
    { href: "/thu-hoi-dat/phe-duyet/qd-12.pdf", text: "Phê duyệt phương án" },
  ])("a deed within the name of a document is its subject: $href $text", (facts) => {
    expect(isForbidden(link(facts))).toBe(false);
    expect(mayProbe(link(facts), PAGE)).toBe(false);
  });

  test.each([
    { href: "/get?part=2", text: "Thu hồi đất.pdf" },
    { href: "/get?part=2", text: "BC.pdf (xóa)" },
    { href: "/get?part=2", text: "BC.pdf", title: "Xóa tệp BC.pdf" },
    { href: "/delete/12/BC.pdf", text: "BC.pdf" },
    { href: "/tep/BC.pdf", text: "Xóa tệp" },
  ])("a deed before, after or beside it is a deed: $href $text $title", (facts) => {
    expect(isForbidden(link(facts))).toBe(true);
  });

  test("a dangerous link forbids its address to the harmless link beside it", () => {
    const preview = link({ href: "/attachments/1", text: "BC.pdf" });
    const remove = link({ href: "/attachments/1", text: "", method: "delete" });
    const other = link({ href: "/attachments/2", text: "KH.pdf" });
    const found = candidatesOf(
      [preview, remove, other].map((facts) => ({ facts, place: facts })),
      PAGE,
    );
    expect(found.map(({ name }) => name)).toEqual(["KH.pdf"]);
  });
});

describe("probing", () => {
  test("own origin only, and no one-time address", () => {
    expect(mayProbe(link({ href: "/a.pdf" }), PAGE)).toBe(true);
    expect(mayProbe(link({ href: "https://other.example/a.pdf" }), PAGE)).toBe(false);
    for (const query of ["token=1", "sig=1", "expires=1", "otp=1", "access_token=1", "X-Amz-Signature=1"]) {
      expect(mayProbe(link({ href: `/a.pdf?${query}` }), PAGE)).toBe(false);
    }
    expect(mayProbe(link({ href: "/?_action=get&_token=1&_part=2" }), PAGE)).toBe(true);
  });

  test("an address that may not be asked is shown by its own name alone, and not by what stands around it", () => {
    const named = link({ href: "https://other.example/a.pdf" });
    const around = link({ href: "https://other.example/get", container: "b.pdf" });
    const found = candidatesOf(
      [named, around].map((facts) => ({ facts, place: facts })),
      PAGE,
    );
    expect(found.map(({ href, probing }) => [href, probing])).toEqual([
      ["https://other.example/a.pdf", false],
    ]);
  });

  test("a document without words is called after its address", () => {
    const frame = link({ href: "/xem/B%C3%A1o%20c%C3%A1o.pdf#toolbar=0", type: "application/pdf" });
    const [found] = candidatesOf([{ facts: frame, place: frame }], PAGE);
    expect(found?.name).toBe("Báo cáo.pdf");
  });

  test("two links to one document are one candidate with two places", () => {
    const both = [link({ href: "/a.pdf", text: "a.pdf" }), link({ href: "/a.pdf#page=2", title: "a.pdf" })];
    const [only, ...others] = candidatesOf(
      both.map((facts) => ({ facts, place: facts })),
      PAGE,
    );
    expect(others).toEqual([]);
    expect(only?.places).toHaveLength(2);
  });
});

test("addresses of one program and deed have one shape, another deed has another", () => {
  const shape = (query: string) => addressShape(`${PAGE}/mail/${query}`);
  expect(shape("?_action=get&_uid=161&_part=2")).toBe(shape("?_part=3&_uid=9&_action=get"));
  expect(shape("?_action=get&_uid=161")).not.toBe(shape("?_action=show&_uid=161"));
});
