import { describe, expect, test } from "vitest";
import { askerOf, type ClickPlace, isDocumentAddress } from "../../../extension/background/asker.ts";

const OFFICE = "https://eoffice.anbinh.gov.vn";
const place = (changes: Partial<ClickPlace>): ClickPlace => ({
  frameId: 0,
  frameOrigin: OFFICE,
  frameUrl: `${OFFICE}/hop-thu`,
  tabUrl: `${OFFICE}/hop-thu`,
  ...changes,
});

describe("who asks", () => {
  test("a page asks for itself", () => {
    expect(askerOf(place({}))).toEqual({ origin: OFFICE, topOrigin: OFFICE });
  });

  test("a browser that names no origin gives the address", () => {
    expect(askerOf(place({ frameOrigin: undefined }))?.origin).toBe(OFFICE);
  });

  test("a frame of another site asks in the page of the tab", () => {
    const asker = askerOf(place({ frameId: 7, tabUrl: "https://cong.tinh.gov.vn/a" }));
    expect(asker).toEqual({ origin: OFFICE, topOrigin: "https://cong.tinh.gov.vn" });
  });

  test("a frame that the page wrote itself has the page's origin", () => {
    expect(askerOf(place({ frameId: 7, frameUrl: "about:srcdoc" }))?.origin).toBe(OFFICE);
  });

  test("a frame in a page that may not be seen is nobody: its own word for the page above would be a guess", () => {
    expect(askerOf(place({ frameId: 7, tabUrl: undefined }))).toBeNull();
  });

  test.each([
    ["a sandboxed frame", { frameId: 7, frameOrigin: "null" }],
    [
      "a file of the disk",
      { frameOrigin: undefined, frameUrl: "file:///tmp/a.pdf", tabUrl: "file:///tmp/a.pdf" },
    ],
    ["a page of another extension", { frameOrigin: "chrome-extension://abcdefgh" }],
    ["a page without an address", { frameOrigin: undefined, frameUrl: undefined }],
  ])("%s is nobody", (_, changes) => {
    expect(askerOf(place(changes))).toBeNull();
  });
});

describe("what may be asked for", () => {
  const asker = { origin: OFFICE, topOrigin: OFFICE };
  test.each([
    `${OFFICE}/tep/1.pdf`,
    "https://kho.tinh.gov.vn/tep/1.pdf",
    "http://noi-bo.tinh.gov.vn/1",
    `blob:${OFFICE}/3d8f5a1c`,
  ])("%s", (url) => expect(isDocumentAddress(url, asker)).toBe(true));

  test.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:application/pdf;base64,JVBERi0=",
    "blob:https://trang-khac.example/3d8f5a1c",
    "blob:null/3d8f5a1c",
    "chrome://settings",
    "",
  ])("not %j", (url) => expect(isDocumentAddress(url, asker)).toBe(false));
});
