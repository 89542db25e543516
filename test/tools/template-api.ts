/** What tests call inside a page of the extension. */

import * as labels from "../../extension/templates/labels.ts";
import * as numbers from "../../extension/templates/numbers.ts";
import * as places from "../../extension/templates/places.ts";
import * as store from "../../extension/templates/store.ts";
import type { StampTemplate } from "../../extension/templates/template.ts";

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

const api = { ...store, ...labels, ...places, ...numbers, template };
export type TemplateApi = typeof api;

Object.assign(globalThis, { antinTemplates: api });
