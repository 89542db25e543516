/** Where the host keeps what belongs to this user: practice token, locks, caches. */

import { homedir } from "node:os";
import { join } from "node:path";

/** Folder of the user's own data; made by whoever writes first. `ANTIN_HOME` moves it (tests, trials). */
export function userDataFolder(): string {
  const { ANTIN_HOME, LOCALAPPDATA, XDG_DATA_HOME } = process.env;
  if (ANTIN_HOME) return ANTIN_HOME;
  if (process.platform === "win32") return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Antin");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "antin");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "antin");
}
