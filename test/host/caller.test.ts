import { describe, expect, test } from "vitest";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { callerOf } from "../../host/caller.ts";

describe("who started the host", () => {
  test.each([
    [[`chrome-extension://${CHROMIUM_ID}/`], "extension"],
    [[`chrome-extension://${CHROMIUM_ID}/`, "--parent-window=42"], "extension"],
    [[`chrome-extension://${CHROMIUM_ID}`], "stranger"],
    [[`chrome-extension://${CHROMIUM_ID.toUpperCase()}/`], "stranger"],
    [["chrome-extension://", `${CHROMIUM_ID}/`], "stranger"],
    [["/home/u/.mozilla/native-messaging-hosts/vn.antin.host.json", GECKO_ID], "extension"],
    [["C:\\Users\\u\\vn.antin.host.json", GECKO_ID], "extension"],
    [["/home/u/.mozilla/native-messaging-hosts/vn.antin.host.json", "other@example.org"], "stranger"],
    [[], "person"],
    [["version"], "person"],
    [["verify", "/tmp/a.json"], "person"],
    [["/tmp/a.json"], "person"],
  ])("%j is %s", (args, caller) => {
    expect(callerOf(args)).toBe(caller);
  });
});
