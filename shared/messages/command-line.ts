/** What the command line says to a person: wrong usage in one line, results in few. */

import type { Language } from "./error-text.ts";

/** What is wrong with the arguments; `name` is the option, command or value in question. */
export type UsageFault =
  | "no-command"
  | "unknown-command"
  | "unknown-option"
  | "missing-value"
  | "given-twice"
  | "not-built"
  | "bad-value"
  | "missing-option"
  | "no-input"
  | "unexpected"
  | "too-many-inputs"
  | "excluded"
  | "same-output"
  | "output-needed"
  | "is-input"
  | "pin-needed";

const USAGE_VI: Readonly<Record<UsageFault, (name: string) => string>> = {
  "no-command": () =>
    "thiếu lệnh; các lệnh: sign, verify, path, signature, tokens, certificates, register, unregister, selftest, version",
  "unknown-command": (name) => `không có lệnh «${name}»`,
  "unknown-option": (name) => `không có tùy chọn ${name} ở lệnh này`,
  "missing-value": (name) => `tùy chọn ${name} thiếu giá trị`,
  "given-twice": (name) => `tùy chọn ${name} chỉ được ghi một lần`,
  "not-built": (name) => `${name} chưa có trong bản này`,
  "bad-value": (name) => `giá trị của ${name} không hợp lệ`,
  "missing-option": (name) => `thiếu tùy chọn ${name}`,
  "no-input": () => "thiếu tệp cần xử lý",
  unexpected: (name) => `lệnh này không nhận «${name}»`,
  "too-many-inputs": (name) => `${name} chỉ dùng với một tệp`,
  excluded: (name) => `không dùng chung: ${name}`,
  "same-output": (name) => `hai tệp cho cùng một tên kết quả: ${name}`,
  "output-needed": () => "đọc từ «-» thì phải ghi rõ -o",
  "is-input": (name) => `kết quả không được ghi vào chính tệp đầu vào: ${name}`,
  "pin-needed": () => "thiết bị cần mã PIN: ghi --pin-file hoặc --pin-stdin",
};

const USAGE_EN: Readonly<Record<UsageFault, (name: string) => string>> = {
  "no-command": () =>
    "no command; commands: sign, verify, path, signature, tokens, certificates, register, unregister, selftest, version",
  "unknown-command": (name) => `unknown command ${name}`,
  "unknown-option": (name) => `this command has no option ${name}`,
  "missing-value": (name) => `option ${name} wants a value`,
  "given-twice": (name) => `option ${name} may be given once only`,
  "not-built": (name) => `${name} is not in this version yet`,
  "bad-value": (name) => `the value of ${name} is not valid`,
  "missing-option": (name) => `option ${name} is missing`,
  "no-input": () => "no input given",
  unexpected: (name) => `this command does not take ${name}`,
  "too-many-inputs": (name) => `${name} takes one input only`,
  excluded: (name) => `not to be used together: ${name}`,
  "same-output": (name) => `two inputs would have one output: ${name}`,
  "output-needed": () => "input from - wants -o",
  "is-input": (name) => `the output may not be the input itself: ${name}`,
  "pin-needed": () => "the token wants a PIN: give --pin-file or --pin-stdin",
};

export const USAGE: Readonly<Record<Language, Readonly<Record<UsageFault, (name: string) => string>>>> = {
  vi: USAGE_VI,
  en: USAGE_EN,
};

/** What a command tells where nothing failed. */
export interface CommandWords {
  readonly signed: (facts: { output: string; signer: string }) => string;
  readonly noTokens: string;
  readonly noCertificates: string;
  readonly token: (facts: { label: string; serial: string; module: string }) => string;
  readonly certificate: (facts: {
    label: string;
    name: string;
    issuer: string;
    until: string;
    unsuitable: string;
  }) => string;
  readonly registered: (facts: { browser: string; place: string }) => string;
  readonly unregistered: (facts: { browser: string; place: string }) => string;
  readonly check: (facts: { name: string; ok: boolean; said: string }) => string;
  readonly version: (version: string) => string;
  readonly policyIgnored: (facts: { place: string; reason: string }) => string;
  readonly error: string;
  readonly hint: string;
}

export const WORDS: Readonly<Record<Language, CommandWords>> = {
  vi: {
    signed: ({ output, signer }) => `Đã ký số: ${output} (${signer})`,
    noTokens: "Chưa nhận được thiết bị nào.",
    noCertificates: "Thiết bị không có chứng thư nào.",
    token: ({ label, serial, module }) => `${label}  số hiệu ${serial}  (${module})`,
    certificate: ({ label, name, issuer, until, unsuitable }) =>
      `${label}  ${name}  cấp bởi ${issuer}  đến ${until}${unsuitable && `  không ký được: ${unsuitable}`}`,
    registered: ({ browser, place }) => `Đã khai báo với ${browser}: ${place}`,
    unregistered: ({ browser, place }) => `Đã gỡ khai báo với ${browser}: ${place}`,
    check: ({ name, ok, said }) => `${ok ? "tốt" : "LỖI"}  ${name}  ${said}`,
    version: (version) => `Ấn Tín ${version}`,
    policyIgnored: ({ place, reason }) => `Chính sách của máy bị bỏ qua (${place}): ${reason}`,
    error: "lỗi",
    hint: "việc cần làm",
  },
  en: {
    signed: ({ output, signer }) => `Signed: ${output} (${signer})`,
    noTokens: "No token was found.",
    noCertificates: "The token holds no certificate.",
    token: ({ label, serial, module }) => `${label}  serial ${serial}  (${module})`,
    certificate: ({ label, name, issuer, until, unsuitable }) =>
      `${label}  ${name}  issued by ${issuer}  until ${until}${unsuitable && `  cannot sign: ${unsuitable}`}`,
    registered: ({ browser, place }) => `Registered with ${browser}: ${place}`,
    unregistered: ({ browser, place }) => `Unregistered from ${browser}: ${place}`,
    check: ({ name, ok, said }) => `${ok ? "good" : "FAULT"}  ${name}  ${said}`,
    version: (version) => `Ấn Tín ${version}`,
    policyIgnored: ({ place, reason }) => `The machine policy is ignored (${place}): ${reason}`,
    error: "error",
    hint: "hint",
  },
};
