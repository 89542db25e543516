import { describe, expect, test } from "vitest";
import { readPicture, type UsablePicture } from "../../../../extension/templates/picture.ts";
import {
  draftOfPicture,
  draftOfText,
  faultOf,
  templateOf,
  withPreset,
} from "../../../../extension/windows/options/draft.ts";
import { drawnPng } from "../../../fixtures/stamps/png.ts";

function pictureDraft(colour: readonly [number, number, number], name = "dau_co_quan.png") {
  const bytes = Uint8Array.from(drawnPng([100, 50], (x) => [...colour, x < 50 ? 255 : 0] as const));
  return draftOfPicture({ name, bytes }, readPicture(bytes) as UsablePicture);
}

describe("a draft", () => {
  test("a red picture is taken for a seal, a blue one for a signature; named after its file", () => {
    expect(pictureDraft([207, 33, 41])).toMatchObject({ preset: "seal", name: "dau co quan" });
    expect(pictureDraft([29, 63, 166])).toMatchObject({ preset: "leader" });
  });

  test("its proposed size follows the preset; one that was typed stays", () => {
    const draft = pictureDraft([207, 33, 41]);
    expect(withPreset(draft, "initial").picture?.size).toEqual({ widthMm: 18, heightMm: 9 });
    const typed = {
      ...draft,
      picture: draft.picture && { ...draft.picture, size: { widthMm: 40, heightMm: 20 } },
    };
    expect(withPreset(typed, "initial").picture?.size).toEqual({ widthMm: 40, heightMm: 20 });
  });

  test("what keeps it from being saved is named; mended, nothing does", () => {
    const empty = draftOfText();
    expect(faultOf({ ...empty, name: " \u202e " }, [])).toBe("name");
    expect(faultOf({ ...empty, name: "Sao y" }, [])).toBe("words");
    const whole = { ...empty, name: " Sao  y ", text: "SAO Y \n\n UBND" };
    expect(faultOf(whole, [])).toBeNull();
    const template = templateOf(whole);
    expect(template).toMatchObject({ name: "Sao y", text: "SAO Y\nUBND" });
    expect(faultOf({ ...whole, id: crypto.randomUUID() }, template ? [template] : [])).toBe("name-taken");
    const picture = pictureDraft([207, 33, 41]);
    const unsized = { ...picture, picture: picture.picture && { ...picture.picture, size: null } };
    expect(faultOf(unsized, [])).toBe("size");
    expect(templateOf(unsized)).toBeNull();
  });
});
