/** Entry of the options page. */

import { render } from "preact";
import { optionsTexts } from "#shared/messages/options.ts";
import { partsTexts } from "#shared/messages/windows.ts";
import { language } from "../parts/language.ts";
import { OptionsPage } from "./page.tsx";

document.documentElement.lang = language();
document.title = `${partsTexts[language()].product} · ${optionsTexts[language()].title}`;

const root = document.getElementById("root");
if (root !== null) render(<OptionsPage />, root);
