/** How the token child is started: the same program again, whatever form it has. */

import { isSea } from "node:sea";
import { fileURLToPath } from "node:url";

/** The argument that makes the built host a token child. */
export const TOKEN_CHILD_FLAG = "--token-child";

export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * From source: Node and `child-main.ts` beside this file. From a bundle of one file: Node, that file, the flag. As a single
 * executable: itself and the flag.
 */
export function childCommand(): ChildCommand {
  const file = process.execPath;
  // Empty in a CommonJS bundle, which has no such thing.
  const here: string | undefined = import.meta.url;
  if (here?.endsWith(".ts")) return { file, args: [fileURLToPath(new URL("child-main.ts", here))] };
  const [, bundle = ""] = process.argv;
  return { file, args: isSea() ? [TOKEN_CHILD_FLAG] : [bundle, TOKEN_CHILD_FLAG] };
}
