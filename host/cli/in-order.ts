/** Works on several things at once and tells their results in the order of the things. */

export interface OrderedWork<Item, Outcome> {
  readonly items: readonly Item[];
  /** How many may be under way at once. */
  readonly jobs: number;
  /** Must not reject. */
  readonly work: (item: Item) => Promise<Outcome>;
  readonly tell: (item: Item, outcome: Outcome) => Promise<void>;
}

export async function inOrder<Item, Outcome>({
  items,
  jobs,
  work,
  tell,
}: OrderedWork<Item, Outcome>): Promise<void> {
  const running: { readonly item: Item; readonly outcome: Promise<Outcome> }[] = [];
  const tellFirst = async () => {
    const first = running.shift();
    if (first) await tell(first.item, await first.outcome);
  };
  for (const item of items) {
    if (running.length === jobs) await tellFirst();
    running.push({ item, outcome: work(item) });
  }
  while (running.length > 0) await tellFirst();
}
