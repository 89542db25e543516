/** Names as people write them: case and the letter that carries the tone ("Hoà", "Hòa") do not count. */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

export function sameName(a: string, b: string): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(text: string): string {
  const parts = text.toLowerCase().normalize("NFD");
  const tones = parts.match(TONES) ?? [];
  return parts.replace(TONES, "") + [...tones].sort().join("");
}
