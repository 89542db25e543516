/** Entry of the token child when the host runs from source; a built host starts itself with the flag instead. */

import { runTokenChild } from "./child.ts";

await runTokenChild();
