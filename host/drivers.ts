/** The practice token and the PKCS#11 tokens as one driver: which of the two is asked follows from the token's id. */

import type { TokenDriver, TokenInfo } from "./token/driver.ts";
import { PRACTICE_TOKEN } from "./token/practice.ts";

export interface DriverPair {
  readonly practice: TokenDriver;
  readonly pkcs11: TokenDriver;
}

/** Real tokens come first in the list. A fault of theirs is the fault of the list: silence would read as "no token". */
export function combinedDriver({ practice, pkcs11 }: DriverPair): TokenDriver {
  const of = (token: string) => (token === PRACTICE_TOKEN ? practice : pkcs11);
  return {
    tokens: async (signal) => (await Promise.all([pkcs11.tokens(signal), practice.tokens(signal)])).flat(),
    watch: (listener) => watchBoth({ practice, pkcs11 }, listener),
    certificates: (token, signal) => of(token).certificates(token, signal),
    open: (request, signal) => of(request.token).open(request, signal),
    close: async () => {
      await Promise.all([practice.close(), pkcs11.close()]);
    },
  };
}

function watchBoth({ practice, pkcs11 }: DriverPair, listener: (tokens: TokenInfo[]) => void): () => void {
  let stopped = false;
  const stop = pkcs11.watch((tokens) => {
    void practice
      .tokens()
      .then((own) => {
        if (!stopped) listener([...tokens, ...own]);
      })
      .catch(() => {});
  });
  return () => {
    stopped = true;
    stop();
  };
}
