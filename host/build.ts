/** What kind of build this is; the bundler puts the word in place, so that no environment can change a release. */

/** Development builds also serve pages on loopback http and read the policy named by ANTIN_POLICY. */
export const isDevelopment = process.env["ANTIN_BUILD"] !== "release";
