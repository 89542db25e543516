/** An HTTP service on 127.0.0.1 that answers as it is told to: honestly, slowly, never, without end. */

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

export interface Asked {
  /** As it stands in the request line. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly body: Uint8Array;
}

type Reply =
  | { readonly bytes: Uint8Array; readonly status?: number }
  | { readonly redirect: string; readonly status: 302 | 307 }
  /** The connection stays open, nothing comes. */
  | "silence"
  /** Bytes without end. */
  | "endless"
  /** Half of it at once, the rest after so many milliseconds; null: never. */
  | { readonly halves: Uint8Array; readonly pause: number | null }
  /** Headers that promise more than comes. */
  | "cut";

export type Manner = (asked: Asked) => Reply;

export interface TestService {
  /** "HOST:PORT". */
  readonly place: string;
  /** Every request, in order. */
  readonly asked: readonly Asked[];
  /** Empties `asked`. */
  forget(): void;
  url(path: string): string;
  /** How that path answers from now on; without a manner it is 404. */
  serve(path: string, manner: Manner): void;
  close(): Promise<void>;
}

/**
 * @param host the name it has in addresses; it listens on 127.0.0.1 whatever that is
 * @param tls present: https
 */
export async function openService(
  host = "127.0.0.1",
  tls?: { readonly key: string; readonly cert: string },
): Promise<TestService> {
  const manners = new Map<string, Manner>();
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    void bodyOf(request).then((body) => {
      const { url: path = "", method = "", headers } = request;
      const question = { path, method, headers, body };
      asked.push(question);
      reply(response, manners.get(pathOf(question.path))?.(question) ?? { bytes: EMPTY, status: 404 });
    });
  };
  const server = tls ? createSecureServer({ ...tls }, receive) : createServer(receive);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const place = `${host}:${port}`;
  return {
    place,
    asked,
    forget: () => void asked.splice(0),
    url: (path) => `${tls ? "https" : "http"}://${place}${path}`,
    serve: (path, manner) => void manners.set(path, manner),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const EMPTY = new Uint8Array();
const ENDLESS_PIECE = new Uint8Array(64 * 1024);

/** Also where a proxy is asked for the whole address. */
function pathOf(target: string): string {
  return target.startsWith("/") ? target : new URL(target).pathname;
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === "silence") return;
  if (answer === "endless") {
    pour(response);
    return;
  }
  if (answer === "cut") {
    response.writeHead(200, { "Content-Length": 1000 });
    response.write(ENDLESS_PIECE.subarray(0, 10), () => response.destroy());
    return;
  }
  if ("halves" in answer) {
    inHalves(response, answer);
    return;
  }
  if ("redirect" in answer) {
    response.writeHead(answer.status, { Location: answer.redirect }).end();
    return;
  }
  response.writeHead(answer.status ?? 200, { "Content-Type": "application/octet-stream" }).end(answer.bytes);
}

function inHalves(response: ServerResponse, { halves, pause }: Extract<Reply, { halves: Uint8Array }>): void {
  const middle = halves.length >> 1;
  response.writeHead(200, { "Content-Length": halves.length });
  response.write(halves.subarray(0, middle));
  if (pause !== null) setTimeout(() => response.end(halves.subarray(middle)), pause);
}

/** As fast as the other side reads. */
function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(ENDLESS_PIECE));
  };
  response.on("drain", more);
  response.writeHead(200);
  more();
}
