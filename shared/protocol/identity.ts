/** Who the extension is to a browser: fixed, so that a host manifest can name it before it is installed. */

/** Public half of a key whose private half was thrown away: SubjectPublicKeyInfo, DER, base64; `key` of the Chromium manifest. */
export const CHROMIUM_KEY = [
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAksD9zUG1/Zjx5U5x6xAGMIVWdF011ipQkffYjpO9E8qmlNv74A14OxID",
  "6XE3nfEQpAmwRE4PM+FoKrE8eB8AjXoQy8yLO1TsqKUMxrxps/YmB3bIxEBW7cw1cCOa2pHByCjIZZ+1OeqLqpj+oeiPQ0aSvw1P",
  "1vMx018khk4Jw3NEokYtN5IVVmySKPC2GO0ARHrES3j3bR4AgaMgAybzcrNKXkPjlVKUOuCnQvCum6Ir1y10h4zav4VJDap/4B5o",
  "gPY5Su3Ss7AWuhFKEL7I0SvAmHb0y2P7dxMwS+PGUCJO5QbVc0XYdf9ZvSE67sk7P94bHNFEwAmPWbSI9RJX2wIDAQAB",
].join("");

/** First 32 hexadecimal digits of SHA-256 of the key, 0-f written as a-p. */
export const CHROMIUM_ID = "cjgkibfdmhfcnnhmddgohignnicojbgk";

export const GECKO_ID = "antin@antin.vn";
