/** The store of stamps and habits in the browsers' own IndexedDB. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TEMPLATE_BROWSERS, type TemplateBrowser, type TemplatePage } from "../../tools/template-page.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);

describe.each(TEMPLATE_BROWSERS)("$name", ({ missing, open }) => {
  describe.skipIf(missing !== null)(`the store${missing ? ` (needs ${missing})` : ""}`, () => {
    let browser: TemplateBrowser;
    let page: TemplatePage;
    let other: TemplatePage;
    beforeAll(async () => {
      browser = await open();
      [page, other] = [await browser.openPage(), await browser.openPage()];
    });
    afterAll(() => browser?.close());
    beforeEach(async () => {
      await page.run(async (api) => {
        for (const { id } of await api.listTemplates()) await api.removeTemplate(id);
      });
    });

    test("a template comes back as it was saved, picture included, in another window too", async () => {
      const saved = await page.run(async (api) => {
        const bytes = Uint8Array.of(0x89, 1, 2, 255);
        const image = { type: "image/png" as const, bytes, widthMm: 36, heightMm: 35.5 };
        return api.saveTemplate(api.template({ name: "Dấu", preset: "seal", image, text: null }));
      });
      expect(saved).toBe("saved");
      const found = await other.run(async (api) => {
        const [only] = await api.listTemplates();
        return { ...only, image: { ...only?.image, bytes: [...(only?.image?.bytes ?? [])] } };
      });
      expect(found).toMatchObject({
        ...{ name: "Dấu", preset: "seal", text: null, certificate: null },
        image: { type: "image/png", bytes: [0x89, 1, 2, 255], widthMm: 36, heightMm: 35.5 },
      });
    });

    test("two templates cannot have one name, whatever its letters' case; one may keep its own", async () => {
      const outcomes = await page.run(async (api) => {
        const first = api.template({ name: "Sao y" });
        return [
          await api.saveTemplate(first),
          await api.saveTemplate(api.template({ name: "SAO Y" })),
          await api.saveTemplate({ ...first, text: "SAO LỤC" }),
        ];
      });
      expect(outcomes).toEqual(["saved", "name-taken", "saved"]);
    });

    test("two windows that save one name at once: one wins", async () => {
      const save = (api: Parameters<Parameters<TemplatePage["run"]>[0]>[0]) =>
        api.saveTemplate(api.template({ name: "Cùng tên" }));
      const outcomes = await Promise.all([page.run(save), other.run(save)]);
      expect(outcomes.toSorted()).toEqual(["name-taken", "saved"]);
      expect(await page.run(async (api) => (await api.listTemplates()).length)).toBe(1);
    });

    test("a window hears what another one changed", async () => {
      const heard = page.run(
        (api) => new Promise<string>((resolve) => api.onTemplatesChanged(() => resolve("changed"))),
      );
      await other.run((api) => api.saveTemplate(api.template({})));
      expect(await heard).toBe("changed");
    });

    test("a template that breaks its schema is refused, and nothing is kept of it", async () => {
      const refusals = await page.run(async (api) => {
        const wrong = [{ name: "" }, { name: "a\u202eb" }, { text: "x".repeat(501) }, { id: "1" }];
        const codes: unknown[] = [];
        for (const facts of wrong) {
          await api.saveTemplate(api.template(facts)).catch((error) => codes.push(error.code));
        }
        return { codes, kept: (await api.listTemplates()).length };
      });
      expect(refusals).toEqual({ codes: Array(4).fill("INVALID_ARGUMENT"), kept: 0 });
    });

    test("there is room for 200; the next one is told so, and many at once are kept all or none", async () => {
      const outcomes = await page.run(async (api) => {
        const many = (count: number, name: string) =>
          Array.from({ length: count }, (_, at) => api.template({ name: `${name} ${at}` }));
        const first = await api.saveTemplates(many(199, "Mẫu"));
        const two = await api.saveTemplates(many(2, "Thêm"));
        const kept = (await api.listTemplates()).length;
        const last = await api.saveTemplates(many(1, "Cuối"));
        return { first, two, kept, last, one: await api.saveTemplate(api.template({ name: "Nữa" })) };
      });
      expect(outcomes).toEqual({ first: "saved", two: "full", kept: 199, last: "saved", one: "full" });
    });

    test("the template for a stamp: the certificate's own, then the newest; the seal serves for issue", async () => {
      const names = await page.run(
        async (api, [a, b]) => {
          await api.saveTemplate(api.template({ name: "chung", preset: "seal" }));
          await api.saveTemplate(api.template({ name: "riêng", preset: "seal", certificate: a ?? "" }));
          await api.saveTemplate(api.template({ name: "mới", preset: "seal" }));
          const nameFor = async (preset: "issue" | "seal" | "leader", certificate: string | null) =>
            (await api.templateFor({ preset, certificate }))?.name ?? null;
          return [
            await nameFor("issue", a ?? ""),
            await nameFor("seal", b ?? ""),
            await nameFor("issue", null),
            await nameFor("leader", null),
          ];
        },
        [A, B],
      );
      expect(names).toEqual(["riêng", "mới", "mới", null]);
    });

    test("labels are kept until forgotten", async () => {
      const labels = await page.run(async (api, certificate) => {
        const before = await api.certificateLabel(certificate);
        await api.setCertificateLabel(certificate, "seal");
        const after = await api.certificateLabel(certificate);
        await api.setCertificateLabel(certificate, null);
        return [before, after, await api.certificateLabel(certificate)];
      }, A);
      expect(labels).toEqual([null, "seal", null]);
    });

    test("places and presets are remembered by site, and nothing of private windows", async () => {
      const remembered = await page.run(async (api, certificate) => {
        const place = { page: "last" as const, leftMm: 110, topMm: 200.5, widthMm: 46, heightMm: 19 };
        const [site, hidden] = ["https://a.gov.vn", "https://b.gov.vn"];
        for (const [origin, isPrivate] of [
          [site, false],
          [hidden, true],
        ] as const) {
          await api.rememberPlace({ origin, preset: "leader", isPrivate, place });
          await api.rememberPreset({ origin, certificate, preset: "leader", isPrivate });
        }
        return [
          await api.recallPlace({ origin: site, preset: "leader" }),
          await api.recallPlace({ origin: site, preset: "seal" }),
          await api.recallPlace({ origin: hidden, preset: "leader" }),
          await api.presetFor({ origin: site, certificate }),
          await api.presetFor({ origin: hidden, certificate }),
        ];
      }, A);
      const place = { page: "last", leftMm: 110, topMm: 200.5, widthMm: 46, heightMm: 19 };
      expect(remembered).toEqual([place, null, null, "leader", null]);
    });

    test("of five hundred and one remembered places the oldest is forgotten", async () => {
      const found = await page.run(async (api) => {
        const place = { page: 1, leftMm: 1, topMm: 1, widthMm: 1, heightMm: 1 };
        const at = (index: number) => `https://s${index}.example`;
        const key = (index: number) => ({ origin: at(index), preset: "initial" as const });
        for (let index = 0; index < 501; index++) {
          await api.rememberPlace({ ...key(index), isPrivate: false, place });
        }
        return [
          (await api.recallPlace(key(0))) !== null,
          (await api.recallPlace(key(2))) !== null,
          (await api.recallPlace(key(500))) !== null,
        ];
      });
      expect(found).toEqual([false, true, true]);
    });

    test("a number used before is known by certificate and year, in another window too, and is not stored in clear", async () => {
      await page.run(
        (api, certificate) =>
          api.rememberNumber({ certificate, number: "05/UBND-VX", year: 2026, isPrivate: false }),
        A,
      );
      const used = await other.run(
        async (api, [a, b]) => {
          const ask = (certificate = "", number = "", year = 2026) =>
            api.isNumberUsed({ certificate, number, year });
          await api.rememberNumber({ certificate: b ?? "", number: "9", year: 2026, isPrivate: true });
          return [
            await ask(a, "5/ubnd-vx"),
            await ask(a, "5/UBND-KT"),
            await ask(a, "5/UBND-VX", 2027),
            await ask(b, "5/UBND-VX"),
            await ask(b, "9"),
          ];
        },
        [A, B],
      );
      expect(used).toEqual([true, false, false, false, false]);
      const stored = await page.run(
        () =>
          new Promise<string>((resolve) => {
            const request = indexedDB.open("antin-templates");
            request.onsuccess = () => {
              const rows = request.result.transaction("numbers").objectStore("numbers").getAll();
              rows.onsuccess = () => resolve(JSON.stringify(rows.result));
            };
          }),
      );
      expect(stored).not.toMatch(/UBND/);
      expect(stored).toMatch(/[0-9a-f]{64}/);
    });
  });
});
