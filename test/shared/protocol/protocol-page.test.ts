import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { COMMANDS } from "#shared/protocol/messages.ts";
import { protocolTables, withTables } from "../../../scripts/protocol-tables.ts";

/** A formatter pads the columns of tables; that is no difference. */
const unpadded = (page: string) =>
  page.replace(/ +\|/g, " |").replace(/\| +/g, "| ").replace(/-{3,}/g, "---");

const text = unpadded(readFileSync(join(import.meta.dirname, "../../../PROTOCOL.md"), "utf8"));

describe("PROTOCOL.md", () => {
  test("holds the tables of the schemas and the errors, to the letter", () => {
    expect(text).toBe(unpadded(withTables(text)));
  });

  test("names every command, every limit and every error code", () => {
    for (const type of Object.keys(COMMANDS)) expect(text).toContain(`#### \`${type}\``);
    for (const [name, value] of Object.entries(LIMITS)) expect(text).toContain(`| \`${name}\` | ${value} |`);
    for (const code of ERROR_CODES) expect(text).toContain(`| \`${code}\` |`);
  });

  test("says in words what each command is for", () => {
    for (const type of Object.keys(COMMANDS)) expect(text).toMatch(new RegExp(`^- .*\`${type}\``, "m"));
  });

  test("shows fields and bounds of a request", () => {
    expect(protocolTables()["commands"]).toContain("| `items[].signatures` | number, from 1, to 4 |");
    expect(protocolTables()["commands"]).toContain("| `source.topOrigin` | string, at most 300");
  });
});
