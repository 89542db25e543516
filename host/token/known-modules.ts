/**
 * Data, no code: the PKCS#11 modules that come with tokens used in Vietnam, and where their installers put them.
 * "*" in a name stands for any letters; "{NAME}" in a folder for an environment variable.
 */

export interface KnownModules {
  /** Looked into, not below. */
  readonly folders: readonly string[];
  /** Folders of one maker, looked into with what lies below. */
  readonly makers: readonly string[];
  /** The first of two that show the same token has it. */
  readonly names: readonly string[];
}

export const KNOWN_MODULES: Readonly<Record<"win32" | "linux" | "darwin", KnownModules>> = {
  win32: {
    // The second holds 32-bit libraries on 64-bit Windows: found so that the user hears which build is wanted.
    folders: ["{SystemRoot}/System32", "{SystemRoot}/SysWOW64"],
    makers: ["{ProgramFiles}/Bit4id", "{ProgramFiles(x86)}/Bit4id"],
    names: [
      // Government: bit4id TokenME EVO v2 ("VGCA Token"), GCA-01 (SafeNet).
      "bit4xpki.dll",
      "eTPKCS11.dll",
      // Feitian ePass2003 and its other names.
      "eps2003csp11.dll",
      "ShuttleCsp11_3003.dll",
      "ngp11v211.dll",
      // Public certificate authorities.
      "vnptca_p11_v*.dll",
      "vnpt-ca_csp11.dll",
      "vnpt-ca_v34.dll",
      "viettel-ca_v*.dll",
      "fptca_v*.dll",
      "fpt-ca.dll",
      "BkavCA.dll",
      "BkavCAv2S.dll",
      "bkavcaetoken.dll",
      "beidpkcs11D.dll",
      "CA2_csp11.dll",
      "CA2_v34.dll",
      "nca_v*.dll",
      "safe-ca.dll",
      "safe-ca_v2.dll",
      "Vina-CAv*.dll",
      "NEWTEL-CA.dll",
      "wdsafe3.dll",
      "st3csp11.dll",
    ],
  },
  linux: {
    folders: [
      "/usr/lib",
      "/usr/lib64",
      "/usr/lib/x86_64-linux-gnu",
      "/usr/lib/aarch64-linux-gnu",
      "/usr/local/lib",
      "/usr/local/lib64",
      "/usr/lib/pkcs11",
      "/usr/lib64/pkcs11",
      "/usr/lib/x86_64-linux-gnu/pkcs11",
    ],
    makers: [
      "/usr/lib/bit4id",
      "/usr/lib64/bit4id",
      "/usr/lib/x86_64-linux-gnu/bit4id",
      "/usr/local/lib/bit4id",
    ],
    names: [
      "libbit4xpki.so",
      "libbit4ipki.so",
      "libbit4p11.so",
      "libeTPkcs11.so",
      "libeToken.so",
      "libIDPrimePKCS11.so",
      "libcastle.so",
      "fptca_v*.so",
    ],
  },
  darwin: {
    folders: ["/usr/local/lib", "/usr/lib", "/opt/homebrew/lib"],
    makers: ["/Library/bit4id", "/usr/local/lib/bit4id"],
    names: [
      "libbit4xpki.dylib",
      "libbit4ipki.dylib",
      "libbit4opki.dylib",
      "libeTPkcs11.dylib",
      "libcastle.dylib",
      "libShuttleCsp11_3003.dylib",
    ],
  },
};
