/** What a script in a frame can reach. Runs inside a page: it must use nothing from this file's surroundings. */

export interface Reach {
  /** Parts of the extension API that are there. */
  readonly extension: string[];
  readonly parent: boolean;
  readonly top: boolean;
  readonly storage: boolean;
  readonly network: boolean;
  readonly origin: string;
}

export async function reach(url: string): Promise<Reach> {
  const works = (attempt: () => unknown) => {
    try {
      return attempt() !== undefined;
    } catch {
      return false;
    }
  };
  const place = globalThis as unknown as Record<string, Record<string, Record<string, unknown>> | undefined>;
  const names = [
    "runtime.connectNative",
    "runtime.sendMessage",
    "runtime.sendNativeMessage",
    "runtime.getURL",
    "storage.local",
    "storage.session",
    "tabs.create",
    "downloads.download",
  ];
  const extension = names.filter((name) => {
    const [area = "", member = ""] = name.split(".");
    return ["chrome", "browser"].some((root) => works(() => place[root]?.[area]?.[member]));
  });
  const network = await fetch(url, { mode: "no-cors" }).then(
    () => true,
    () => false,
  );
  return {
    extension,
    parent: works(() => parent.document.title),
    top: works(() => top?.document.title),
    storage: works(() => localStorage.length),
    network,
    origin: globalThis.origin,
  };
}
