/** qpdf's view of the structure of a file; it knows nothing of signatures. */

import { run } from "../programs.ts";

/** Complaints of `qpdf --check`; empty where it finds none. A complaint about the file as it was before counts too: compare. */
export async function qpdfComplaints(file: string, password?: string): Promise<string[]> {
  const secret = password === undefined ? [] : [`--password=${password}`];
  const { code, stdout, stderr } = await run("qpdf", ["--check", ...secret, file]);
  if (code === 0) return [];
  return `${stdout}\n${stderr}`.split("\n").filter((line) => /WARNING|ERROR|error|damaged/.test(line));
}
