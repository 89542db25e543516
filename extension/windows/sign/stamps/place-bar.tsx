/** Below the page: whether the stamps are in their place, in one line; the worst first. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import type { StampWarning } from "#shared/pdf/stamps/plan-preset.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { Rich } from "../../parts/rich.tsx";
import { explain } from "../../parts/support.ts";
import { millimetres, placedWords } from "./shown.ts";
import { isOut, type PlacedStamp, type StampWork } from "./state.ts";

interface PlaceBarProps {
  readonly work: StampWork;
  /** Back to the place that was proposed for the stamp of this number. */
  readonly onHome: (index: number) => void;
}

export function PlaceBar({ work, onHome }: PlaceBarProps): JSX.Element | null {
  const texts = stampTexts[language()];
  const { planned } = work;
  switch (planned.kind) {
    case "invisible":
    case "no-picture":
      return null;
    case "planning":
      return (
        <Bar icon="info" tone="">
          {texts.planning}
        </Bar>
      );
    case "failed":
      return (
        <Bar icon="bad" tone="bad-t">
          {explain(planned.error).said}
        </Bar>
      );
    case "planned":
      return <Places stamps={planned.stamps} warnings={planned.warnings} onHome={onHome} />;
  }
}

function Places({
  stamps,
  warnings,
  onHome,
}: {
  stamps: readonly PlacedStamp[];
  warnings: readonly StampWarning[];
  onHome: (index: number) => void;
}): JSX.Element | null {
  const texts = stampTexts[language()];
  const told = worst(stamps);
  if (told === null) return null;
  const { stamp, index } = told;
  const { icon, tone, text } = place(stamp, warnings);
  return (
    <Bar icon={icon} tone={tone}>
      <span>
        <Rich text={text} />
      </span>
      <span class="grow" />
      {stamp.by === "hand" ? (
        <button type="button" class="link" onClick={() => onHome(index)}>
          {texts.back}
        </button>
      ) : (
        <span class="muted">{texts.hint}</span>
      )}
    </Bar>
  );
}

/** The stamp to speak of: one without a place, off the page, over words, moved; else the last, the largest. */
function worst(stamps: readonly PlacedStamp[]): { stamp: PlacedStamp; index: number } | null {
  const rank = (stamp: PlacedStamp) =>
    stamp.by === "waiting" ? 4 : isOut(stamp) ? 3 : stamp.overText ? 2 : stamp.by === "hand" ? 1 : 0;
  let told: { stamp: PlacedStamp; index: number } | null = null;
  for (const [index, stamp] of stamps.entries()) {
    if (told === null || rank(stamp) >= rank(told.stamp)) told = { stamp, index };
  }
  return told;
}

function place(
  stamp: PlacedStamp,
  warnings: readonly StampWarning[],
): { icon: IconName; tone: string; text: string } {
  const texts = stampTexts[language()];
  const role = texts.roles[stamp.role];
  const { left, top, width, height } = millimetres(stamp);
  const size = stamp.role === "seal" ? texts.realSize(width) : texts.size(width, height);
  if (stamp.by === "waiting") return { icon: "caution", tone: "caution-t", text: texts.waiting(role) };
  if (isOut(stamp)) return { icon: "bad", tone: "bad-t", text: texts.out(role) };
  if (stamp.overText) return { icon: "caution", tone: "caution-t", text: texts.overText(role) };
  if (stamp.by === "anchor") {
    return {
      icon: "good",
      tone: "good-t",
      text: `**${texts.right}** ${placedWords(stamp, warnings)}, ${size}`,
    };
  }
  const lead = stamp.by === "hand" ? texts.moved : texts.remembered;
  return { icon: "info", tone: "", text: `**${lead}** ${texts.from(left, top)}, ${size}` };
}

interface BarProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly children: JSX.Element | string | (JSX.Element | string)[];
}

function Bar({ icon, tone, children }: BarProps): JSX.Element {
  return (
    <div class="place" role="status">
      <span class={tone}>
        <Icon name={icon} size={16} />
      </span>
      {children}
    </div>
  );
}
