/** Which command serves which type; each is loaded when it is first asked for. */

import type { HostMessage, Result } from "#shared/protocol/messages.ts";
import type { CheckedRequest } from "#shared/protocol/read-request.ts";
import type { Host } from "../host.ts";

export interface CommandContext {
  readonly host: Host;
  /** Aborted by `cancel` and by the end of the connection; the request is answered then, whatever the command does. */
  readonly signal: AbortSignal;
  /** Sends a message that answers no request. */
  readonly event: (message: HostMessage) => void;
  /** The command goes on after its answer, until `signal` is aborted. */
  readonly goOn: () => void;
}

/** The result of the command; it may throw anything. */
export async function runCommand(
  request: Exclude<CheckedRequest, { type: "cancel" }>,
  context: CommandContext,
): Promise<Result<CheckedRequest["type"]>> {
  switch (request.type) {
    case "ping":
      return (await import("./ping.ts")).ping(request.params, context);
    case "tokens.list":
      return (await import("./tokens-list.ts")).listTokens(context);
    case "tokens.watch":
      return (await import("./tokens-watch.ts")).watchTokens(request.id, context);
    case "certificates.list":
      return (await import("./certificates-list.ts")).listCertificates(request.params, context);
    case "session.open":
      return (await import("./session-open.ts")).openSession(request.params, context);
    case "session.add":
      return (await import("./session-add.ts")).addItems(request.params, context);
    case "session.sign":
      return (await import("./session-sign.ts")).signItem(request.params, context);
    case "network.ocsp":
      return (await import("./network-ocsp.ts")).askOcsp(request.params, context);
    case "network.crl":
      return (await import("./network-crl.ts")).askCrl(request.params, context);
    case "network.certificate":
      return (await import("./network-certificate.ts")).askCertificate(request.params, context);
    case "network.timestamp":
      return (await import("./network-timestamp.ts")).askTimestamp(request.params, context);
    case "session.close":
      return (await import("./session-close.ts")).closeSession(request.params, context);
  }
}
