/** Sizes and versions both ends of the native port hold to. */

export const PROTOCOL_VERSION = 1;
export const HOST_NAME = "vn.antin.host";
export const HOST_VERSION = "0.1.0";

export const LIMITS = {
  /** Bytes of JSON in a request to the host. */
  requestBytes: 64 * 1024,
  /** Bytes of JSON in one message of the host; both browsers close the port above 1 MiB. */
  replyBytes: 512 * 1024,
  /** Documents in one `session.open` or `session.add`. */
  items: 200,
  /** Documents in one signing session, however they came into it. */
  sessionItems: 2000,
  /** Requests the host works on at once, watches included. */
  runningRequests: 32,
  /** Jobs that may wait in the sign window behind the one on screen. */
  queuedJobs: 5,
  /** Documents that one click may put into a batch. */
  batchDocuments: 200,
  /** Milliseconds the host may take to say hello. */
  helloMilliseconds: 5000,
  /** Idle minutes of a signing session that an administrator may allow at most. */
  idleMinutes: 30,
  /** Bytes of the largest document the window takes. */
  documentBytes: 2 * 1024 * 1024 * 1024,
} as const;
