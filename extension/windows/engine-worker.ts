/** Entry of the document engine: a dedicated worker, since reading is synchronous and hashing is long. */

import { toWire } from "#shared/errors.ts";
import { EngineDocument } from "./engine-document.ts";
import { lookAt } from "./engine-look.ts";
import type { EngineCall, EngineCalls, EngineReply, EngineRequest } from "./engine-messages.ts";
import { EngineVerify } from "./engine-verify.ts";
import { EngineWindow, type WindowAnswer } from "./engine-window.ts";

const ownWindow = new EngineWindow((question) => postMessage(question));
const engine = new EngineDocument(ownWindow);
const verifier = new EngineVerify(ownWindow);

addEventListener("message", ({ data }: MessageEvent<EngineRequest | WindowAnswer>) => {
  if ("question" in data) ownWindow.receive(data);
  else void answer(data).then((reply) => postMessage(reply));
});

async function answer(request: EngineRequest): Promise<EngineReply> {
  try {
    return { id: request.id, ok: true, answer: await run(request) };
  } catch (error) {
    return { id: request.id, ok: false, error: toWire(error) };
  }
}

function run(request: EngineRequest): Promise<EngineCalls[EngineCall]["answer"]> {
  switch (request.type) {
    case "open":
      return engine.open(request.ask);
    case "check":
      return engine.check();
    case "hash":
      return engine.hash();
    case "plan":
      return engine.plan(request.ask);
    case "measure":
      return engine.measure(request.ask);
    case "prepare":
      return engine.prepare(request.ask);
    case "embed":
      return engine.embed(request.ask);
    case "judge":
      return engine.judge(request.ask.certificate);
    case "verify":
      return verifier.verify(request.ask);
    case "fingerprint":
      return verifier.fingerprint();
    case "look":
      return lookAt(request.ask);
  }
}
