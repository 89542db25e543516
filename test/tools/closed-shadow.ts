/** Finds and clicks what stands in closed shadow roots, as a person would: by the debugger's view of the tree and a real mouse. */

import type { CDPSession, Page } from "playwright-core";

/** A node as Chromium's debugger gives it; only what is used here. */
export interface TreeNode {
  readonly nodeId: number;
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly TreeNode[];
  readonly shadowRoots?: readonly TreeNode[];
  readonly contentDocument?: TreeNode;
}

export function attribute(node: TreeNode, name: string): string | null {
  const at = (node.attributes ?? []).findIndex((value, index) => index % 2 === 0 && value === name);
  return at < 0 ? null : (node.attributes?.[at + 1] ?? null);
}

export function textOf(node: TreeNode): string {
  return node.nodeValue + [...(node.children ?? []), ...(node.shadowRoots ?? [])].map(textOf).join("");
}

function* walk(node: TreeNode): Generator<TreeNode> {
  yield node;
  const frames = node.contentDocument ? [node.contentDocument] : [];
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? []), ...frames]) yield* walk(child);
}

/** A page with its closed shadow roots and frames opened to the test, not to the page. */
export class PiercedPage {
  readonly page: Page;
  private readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
  }

  static async open(page: Page): Promise<PiercedPage> {
    return new PiercedPage(page, await page.context().newCDPSession(page));
  }

  /** Everything that matches now, in the order of the document. */
  async find(match: (node: TreeNode) => boolean): Promise<TreeNode[]> {
    const { root } = (await this.session.send("DOM.getDocument", { depth: -1, pierce: true })) as {
      root: TreeNode;
    };
    return [...walk(root)].filter(match);
  }

  /** Waits until at least `count` nodes match; asks again until the test's own limit. */
  async waitFor(match: (node: TreeNode) => boolean, count = 1): Promise<TreeNode[]> {
    for (;;) {
      const found = await this.find(match);
      if (found.length >= count) return found;
      await this.page.waitForTimeout(50);
    }
  }

  /** A key on the node, as after tabbing to it. */
  async press({ backendNodeId }: TreeNode, key: string): Promise<void> {
    await this.session.send("DOM.focus", { backendNodeId });
    await this.page.keyboard.press(key);
  }

  /** A real click in the middle of the node. @param keys held meanwhile */
  async click({ backendNodeId }: TreeNode, keys: "none" | "Control" = "none"): Promise<void> {
    await this.session.send("DOM.scrollIntoViewIfNeeded", { backendNodeId });
    const { quads } = await this.session.send("DOM.getContentQuads", { backendNodeId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = quads[0] ?? [];
    const place = { x: (left + right) / 2, y: (top + bottom) / 2, button: "left", clickCount: 1 } as const;
    const modifiers = keys === "Control" ? 2 : 0;
    await this.session.send("Input.dispatchMouseEvent", { type: "mousePressed", modifiers, ...place });
    await this.session.send("Input.dispatchMouseEvent", { type: "mouseReleased", modifiers, ...place });
  }
}
