/** One file of the table. */

import type { JSX } from "preact";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { cutMiddle } from "../../parts/format.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { iconOf } from "../tone.ts";
import { rowWords } from "./row-words.ts";
import { kindOf, type Row, type RowKind } from "./rows.ts";

interface FolderRowProps {
  readonly row: Row;
  readonly onOpen: (row: Row) => void;
}

export function FolderRow({ row, onOpen }: FolderRowProps): JSX.Element {
  const { result, verdict, signers, time } = rowWords(row, language());
  const kind = kindOf(row);
  return (
    <tr>
      <td title={result}>
        {row.state.kind === "checking" ? (
          <span class="spin" />
        ) : (
          <Icon name={ICONS[kind]} class={TONES[kind]} />
        )}
        <span class="vh">{result}</span>
      </td>
      <td>
        {row.state.kind === "checked" || row.state.kind === "failed" ? (
          <button
            type="button"
            class="link"
            title={row.path}
            aria-label={folderTexts[language()].open(row.path)}
            onClick={() => onOpen(row)}
          >
            {cutMiddle(row.path, 48)}
          </button>
        ) : (
          <span title={row.path}>{cutMiddle(row.path, 48)}</span>
        )}
      </td>
      <td>{verdict}</td>
      <td>{signers}</td>
      <td class="nowrap">{time}</td>
    </tr>
  );
}

const ICONS: Record<RowKind, IconName> = {
  good: iconOf("good"),
  caution: iconOf("caution"),
  bad: iconOf("bad"),
  practice: iconOf("practice"),
  none: iconOf("none"),
  failed: "help",
  waiting: "todo",
};

const TONES: Record<RowKind, string> = {
  good: "good-t",
  caution: "caution-t",
  bad: "bad-t",
  practice: "practice-t",
  none: "muted",
  failed: "caution-t",
  waiting: "muted",
};
