/** Fonts of letters that viewers have or replace by their like (ISO 32000-2 9.6.2.2), in which no code draws a block or a sign. */

const FAMILIES =
  /^(?:[A-Z]{6}\+)?(?:Helv|Helvetica|Times|Courier|Cour|TiRo|HeBo|HeOb|CoBo|TiBo|TiIt|Arial|TimesNewRoman|CourierNew|Tahoma|Verdana|Calibri|Cambria|SegoeUI|LiberationS|DejaVuS|Tinos|Arimo|Cousine|NimbusS|NimbusR|NimbusM|MyriadPro|MinionPro)/;

/** Members of such families whose codes draw signs. */
const OF_SIGNS = /symbol|ding|emoji|icon|math/i;

/** By BaseFont. */
export function isLatinFont(name: string | null): boolean {
  return name !== null && FAMILIES.test(name.replaceAll(" ", "")) && !OF_SIGNS.test(name);
}
