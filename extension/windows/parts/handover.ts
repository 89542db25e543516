/** A file goes from one window of ours to another as it is: a Blob is passed on by name, its bytes stay where they are. */

import * as v from "valibot";

const CHANNEL = "antin-handover";

const asked = v.strictObject({ wanted: v.string() });
const given = v.strictObject({ given: v.string(), file: v.instance(File) });

/** Gives `file` to the window that asks for that job's, as long as this window is open. */
export function handOver(job: string, file: File): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const question = v.safeParse(asked, data);
    if (question.success && question.output.wanted === job) channel.postMessage({ given: job, file });
  };
}

/** The file of that job, where a window holds it; never answers where none does. */
export function takeOver(job: string): Promise<File> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const answer = v.safeParse(given, data);
      if (!answer.success || answer.output.given !== job) return;
      channel.close();
      resolve(answer.output.file);
    };
    channel.postMessage({ wanted: job });
  });
}
