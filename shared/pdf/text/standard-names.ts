/** The characters every Latin font has by name (ISO 32000-2 annex D.2), in the order in which Adobe's compact fonts count them (Technical Note 5176, appendix A). */

const NAMES =
  "space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright " +
  "asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon " +
  "semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z " +
  "bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n " +
  "o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown cent sterling fraction " +
  "yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright " +
  "fi fl endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase quotedblbase " +
  "quotedblright guillemotright ellipsis perthousand questiondown grave acute circumflex tilde " +
  "macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine " +
  "Lslash Oslash OE ordmasculine ae dotlessi lslash oslash oe germandbls onesuperior logicalnot mu " +
  "trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn threequarters " +
  "twosuperior registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis " +
  "Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis " +
  "Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis " +
  "Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde ccedilla eacute " +
  "ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex " +
  "odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron";

const LETTERS =
  " !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž";

/** By string number: 0 draws what has no name, 1 is `space`. */
export const STANDARD_NAMES: readonly string[] = [".notdef", ...NAMES.split(" ")];

const letters = [...LETTERS];

/** What each of them looks like. */
export const STANDARD_LETTERS: ReadonlyMap<string, string> = new Map(
  NAMES.split(" ").map((name, index) => [name, letters[index] ?? ""]),
);

/** First code, last code, string number of the first. */
const RUNS: readonly (readonly [number, number, number])[] = [
  [32, 126, 1],
  [161, 175, 96],
  [177, 180, 111],
  [182, 189, 115],
  [191, 191, 123],
  [193, 200, 124],
  [202, 203, 132],
  [205, 208, 134],
  [225, 225, 138],
  [227, 227, 139],
  [232, 235, 140],
  [241, 241, 144],
  [245, 245, 145],
  [248, 251, 146],
];

/** StandardEncoding: a name for a code, null where it has none. */
export function standardName(code: number): string | null {
  const run = RUNS.find(([first, last]) => code >= first && code <= last);
  return run ? (STANDARD_NAMES[run[2] + code - run[0]] ?? null) : null;
}
