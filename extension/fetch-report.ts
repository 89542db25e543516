/** What was seen of a server's answer; told by whoever fetched, judged by the window. */

import * as v from "valibot";

export const fetchReport = v.strictObject({
  status: v.number(),
  finalUrl: v.string(),
  contentType: v.string(),
  disposition: v.string(),
  /** Content-Length where it counts the bytes of the body as they arrive (no content-encoding); else null. */
  length: v.nullable(v.number()),
  /** "network": the request itself failed (no connection, another origin). */
  failure: v.nullable(v.picklist(["network", "too-large"])),
});
export type FetchReport = v.InferOutput<typeof fetchReport>;

export function reportOf({ status, url, headers }: Response): FetchReport {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return {
    status,
    finalUrl: url,
    contentType: headers.get("content-type") ?? "",
    disposition: headers.get("content-disposition") ?? "",
    length: headers.has("content-encoding") || !Number.isFinite(length) ? null : length,
    failure: null,
  };
}

export function failedReport(url: string): FetchReport {
  return { status: 0, finalUrl: url, contentType: "", disposition: "", length: null, failure: "network" };
}
