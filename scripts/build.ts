/** `npm run build`: the host and the extension, as they are used in development; with `--release` as they ship. */

import { buildExtension } from "./build-extension.ts";
import { buildHost } from "./build-host.ts";

const release = process.argv.includes("--release");
await Promise.all([buildHost({ release }), buildExtension({ release })]);
