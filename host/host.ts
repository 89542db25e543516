/** The parts of a running native messaging host, each made when it is first needed. */

import type { EvidenceDesk } from "#shared/network/evidence-desk.ts";
import type { HostMessage } from "#shared/protocol/messages.ts";
import type { PolicyReading } from "./policy.ts";
import { Sessions } from "./session/sessions.ts";
import type { TokenDriver } from "./token/driver.ts";

export interface Host {
  readonly sessions: Sessions;
  driver(): Promise<TokenDriver>;
  /** Read anew each time: an administrator's change counts from the next request on. */
  policy(): Promise<PolicyReading>;
  /** The same one for all requests: it knows which services are silent. */
  evidence(): Promise<EvidenceDesk>;
  close(): Promise<void>;
}

export function openHost(send: (message: HostMessage) => void): Host {
  const sessions = new Sessions(send);
  let driver: Promise<TokenDriver> | null = null;
  let evidence: Promise<EvidenceDesk> | null = null;
  return {
    sessions,
    driver: () => {
      driver ??= loadDriver();
      return driver;
    },
    policy: readPolicyLazily,
    evidence: () => {
      evidence ??= import("./network/evidence.ts").then(({ openEvidenceDesk }) => openEvidenceDesk());
      return evidence;
    },
    close: async () => {
      await sessions.close();
      await (await driver)?.close();
    },
  };
}

async function readPolicyLazily(): Promise<PolicyReading> {
  const { readPolicy } = await import("./policy.ts");
  return readPolicy();
}

/** The practice token, and the PKCS#11 modules found on this computer or named by its policy. */
export async function loadDriver(): Promise<TokenDriver> {
  const [{ combinedDriver }, { practiceDriver }, { pkcs11Driver }, { findModules }, { policy }] =
    await Promise.all([
      import("./drivers.ts"),
      import("./token/practice.ts"),
      import("./token/pkcs11/driver.ts"),
      import("./token/find-module.ts"),
      readPolicyLazily(),
    ]);
  const modules = findModules(undefined, policy.modules);
  return combinedDriver({ practice: practiceDriver(), pkcs11: pkcs11Driver({ modules }) });
}
