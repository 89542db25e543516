/** Texts of what came after the signatures, the signed revision, and both side by side. */

import type { Language } from "./error-text.ts";

const vi = {
  saveSigned: "Lưu bản lúc ký",
  seeSigned: "Xem bản đã ký",
  addedPicture: (name: string, page: string) => `Phần ${name} thêm trên trang ${page}`,
  seeChange: "Xem",
  seeChangeOf: (number: string) => `Xem thay đổi ${number}`,
  versions: "Bản đang xem",
  version: { current: "Bản hiện tại", signed: "Bản lúc ký", compare: "So sánh" },
  seeingSigned: (name: string) => `Đang xem bản mà ${name} đã ký.`,
  numberedSigner: (number: string, name: string) => `${number} của ${name}`,
  texts: {
    replaced: (before: string, after: string) => `“${before}” thành “${after}”`,
    added: (after: string) => `thêm “${after}”`,
    removed: (before: string) => `bỏ “${before}”`,
    rewritten: "nội dung chữ khác hẳn bản lúc ký",
  },
  inside: (objects: string) => `Dữ liệu bên trong tệp bị sửa theo (đối tượng ${objects}).`,
  compare: {
    title: "So sánh bản lúc ký và bản hiện tại",
    running: "Đang so sánh từng trang…",
    failed: "Chưa so sánh được: không hiển thị được một trong hai bản.",
    same: (compared: string, all: string) =>
      compared === all
        ? `Không thấy khác nhau trên ${all} trang.`
        : `Không thấy khác nhau trên ${compared} trong ${all} trang đã so sánh.`,
    differ: (different: string, compared: string, all: string) =>
      `${different} trang khác bản lúc ký; đã so sánh ${compared} trong ${all} trang.`,
    page: (page: string, places: string) => `Trang ${page}: ${places} chỗ khác`,
    before: "Bản lúc ký",
    after: "Bản hiện tại",
    noPage: "Bản này không có trang đó.",
    pictureBefore: (page: string) => `Trang ${page} lúc ký`,
    pictureAfter: (page: string) => `Trang ${page} hiện tại`,
  },
};

const en: typeof vi = {
  saveSigned: "Save the signed revision",
  seeSigned: "See the signed revision",
  addedPicture: (name, page) => `What ${name} added on page ${page}`,
  seeChange: "Show",
  seeChangeOf: (number) => `Show change ${number}`,
  versions: "Revision on view",
  version: { current: "Now", signed: "As signed", compare: "Compare" },
  seeingSigned: (name) => `This is what ${name} signed.`,
  numberedSigner: (number, name) => `${number} by ${name}`,
  texts: {
    replaced: (before, after) => `“${before}” became “${after}”`,
    added: (after) => `“${after}” added`,
    removed: (before) => `“${before}” removed`,
    rewritten: "the words are altogether different from what was signed",
  },
  inside: (objects) => `The data of the file was changed along with it (objects ${objects}).`,
  compare: {
    title: "As signed beside now",
    running: "Comparing page by page…",
    failed: "They cannot be compared: one of the two cannot be shown.",
    same: (compared, all) =>
      compared === all
        ? `No difference seen on ${all} pages.`
        : `No difference seen on ${compared} of ${all} pages.`,
    differ: (different, compared, all) =>
      `${different} pages differ from what was signed; ${compared} of ${all} pages were compared.`,
    page: (page, places) => `Page ${page}: ${places} differences`,
    before: "As signed",
    after: "Now",
    noPage: "There is no such page in it.",
    pictureBefore: (page) => `Page ${page} as signed`,
    pictureAfter: (page) => `Page ${page} now`,
  },
};

export const lookTexts: Readonly<Record<Language, typeof vi>> = { vi, en };
