/** Programs in the place of the host that misbehave in one way each, to be started by a real browser. */

import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Oddity =
  /** Text on standard output where a frame belongs. */
  | "junk"
  /** A frame that is JSON but no message of the protocol. */
  | "nonsense"
  /** Speaks only a later version of the protocol. */
  | "newer"
  /** Ends at once. */
  | "ends"
  /** Lives and never says hello. */
  | "silent";

const HELLO = '{ v: 1, type: "hello", host: "9.0.0", protocol: { min: 7, max: 9 }, capabilities: [] }';

/** What each does after it was started; `say` writes a frame. */
const BEHAVIOUR: Readonly<Record<Oddity, string>> = {
  junk: 'process.stdout.write("Cannot find module, giving up\\n"); wait();',
  nonsense: 'say({ greeting: "hello" }); wait();',
  newer: `say(${HELLO}); wait();`,
  ends: "process.exit(3);",
  silent: "wait();",
};

/** Writes the program into `folder` and answers with its path. */
export function oddHost(folder: string, oddity: Oddity): string {
  const path = join(folder, `host-${oddity}`);
  const script = `#!${process.execPath}
const say = (message) => {
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([length, body]));
};
const wait = () => process.stdin.on("end", () => process.exit(0)).resume();
${BEHAVIOUR[oddity]}
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}
