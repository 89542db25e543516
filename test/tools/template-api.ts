/** What tests call inside a page of the extension. */

import { h, render } from "preact";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import * as labels from "../../extension/templates/labels.ts";
import * as numbers from "../../extension/templates/numbers.ts";
import * as places from "../../extension/templates/places.ts";
import * as store from "../../extension/templates/store.ts";
import type { StampTemplate } from "../../extension/templates/template.ts";
import { ChoosePicture } from "../../extension/windows/parts/choose-picture.tsx";
import { LabelQuestion } from "../../extension/windows/parts/label-question.tsx";

/** A template of text alone unless told otherwise. */
function template(facts: Partial<StampTemplate>): StampTemplate {
  return {
    id: crypto.randomUUID(),
    name: "Mẫu",
    preset: "copy",
    text: "SAO Y",
    certificate: null,
    image: null,
    ...facts,
  };
}

/** Shows it as the sign window does; what it answers stands in the page's title. */
async function showChoosePicture(preset: PresetName, certificate: string): Promise<void> {
  const onSaved = ({ name }: StampTemplate) => {
    document.title = name;
  };
  render(h(ChoosePicture, { preset, certificate, owner: "Lại Xuân Lâm", onSaved }), document.body);
}

async function showLabelQuestion(certificate: string): Promise<void> {
  const onAnswer = (label: string) => {
    document.title = label;
  };
  render(h(LabelQuestion, { certificate, suggested: "seal", onAnswer }), document.body);
}

const api = { ...store, ...labels, ...places, ...numbers, template, showChoosePicture, showLabelQuestion };
export type TemplateApi = typeof api;

Object.assign(globalThis, { antinTemplates: api });
