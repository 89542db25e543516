/** Names as people write them: case and the letter that carries the tone ("Hoà", "Hòa") do not count. */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

function keyOf(text: string): string {
  const parts = text.toLowerCase().normalize("NFD");
  const tones = parts.match(TONES) ?? [];
  return parts.replace(TONES, "") + [...tones].sort().join("");
}

/** Academic degrees and ranks, as they stand before a name: "GS.", "TS", "ThS.", "Đại tá". */
const DEGREE =
  /^(\p{Lu}{1,3}\p{Ll}?\p{Lu}{0,3}\.?(\p{Lu}{1,3}\.?)*|\p{L}{1,5}\.|(đại|thượng|trung|thiếu)|(tướng|tá|úy)),?$/iu;
/** Words before a name that need not be known: "Đồng chí". */
const OTHER_WORDS = 2;

/** The name alone: certificates may say a position or a number after it ("Nguyễn Văn An - Giám đốc"). */
function partsOf(name: string): string[] {
  return name
    .replace(/\s+[-–(,/].*$/u, "")
    .split(/\s+/u)
    .filter((part) => part !== "");
}

/** Of names that a certificate writes without marks, only the letters below them count. */
function plainKey(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

/** Whether `words` are the name, perhaps after degrees or ranks, perhaps with spaces between its letters. */
export function isNameOf(words: readonly string[], name: string): boolean {
  const parts = partsOf(name);
  if (parts.length < 2) return false;
  const key = /^[\x20-\x7e]*$/u.test(parts.join("")) ? plainKey : keyOf;
  const wanted = key(parts.join(""));
  return words.some((_, at) => {
    const isLed = at <= OTHER_WORDS || words.slice(0, at).every((word) => DEGREE.test(word));
    return (
      isLed &&
      key(
        words
          .slice(at)
          .join("")
          .replace(/[.,;]+$/u, ""),
      ) === wanted
    );
  });
}

/** Of the letters of a name, how many may be others where the font does not say all of its letters rightly. */
const WRONG_LETTERS = 0.2;

/** The name but for a letter or two: some producers write fonts whose letter maps are wrong in places. */
export function isNearlyNameOf(words: readonly string[], name: string): boolean {
  const parts = partsOf(name);
  const last = words.slice(-parts.length);
  if (parts.length < 2 || last.length < parts.length || words.length > parts.length + OTHER_WORDS)
    return false;
  const [found, wanted] = [last, parts].map((each) => [...each.join(" ").normalize("NFC").toLowerCase()]);
  if (!found || !wanted || found.length !== wanted.length) return false;
  const wrong = wanted.filter((letter, at) => letter !== found[at]).length;
  return wrong <= WRONG_LETTERS * wanted.length;
}
