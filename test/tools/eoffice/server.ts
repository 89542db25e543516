/** The sample eOffice on 127.0.0.1: a page with documents to sign and a reply form that takes attachments. */

import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { projectRoot } from "../programs.ts";
import type { ServerCertificate } from "./certificate.ts";
import { letterPdf } from "./letter.ts";

export interface EOfficeDocument {
  /** Address inside the site, such as "/tep/125.pdf". */
  readonly path: string;
  /** Text of the link. */
  readonly fileName: string;
  readonly number: string;
  readonly about: string;
  readonly date?: string;
  readonly from?: string;
  /** The bytes, or a handler where the answer itself is the point of a test. */
  readonly answer: Uint8Array | ((request: IncomingMessage, response: ServerResponse) => void);
}

interface ReceivedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface EOffice {
  /** "http://127.0.0.1:PORT/". */
  readonly url: string;
  /** Port of the same site on https; 0 where there is none. */
  readonly securePort: number;
  /** Attachments of the replies sent so far. */
  readonly received: ReceivedFile[];
  /** Method and path of each request so far. */
  readonly requests: string[];
  /** Replaces the list of documents. */
  show(documents: readonly EOfficeDocument[]): void;
  close(): Promise<void>;
}

const STATIC: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/app.js": ["app.js", "text/javascript; charset=utf-8"],
  "/style.css": ["style.css", "text/css; charset=utf-8"],
};

export const SAMPLE_DOCUMENTS: readonly EOfficeDocument[] = [
  {
    path: "/tep/125_UBND-VX.pdf",
    fileName: "125_UBND-VX.pdf",
    number: "125/UBND-VX",
    about: "Về việc triển khai ký số văn bản trên hệ thống quản lý văn bản và điều hành",
    answer: letterPdf(),
  },
  {
    path: "/tai-ve?id=126",
    fileName: "Tờ trình 126 TTr-SKHCN.pdf",
    number: "126/TTr-SKHCN",
    about: "Về việc ban hành quy chế sử dụng chữ ký số trong cơ quan nhà nước",
    from: "Sở Khoa học và Công nghệ",
    answer: letterPdf({
      number: "126/TTr-SKHCN",
      about: "ban hành quy chế sử dụng chữ ký số",
      text: [
        "Sở Khoa học và Công nghệ kính trình Ủy ban nhân dân tỉnh xem xét, ban hành Quy chế sử dụng chữ ký số trong các cơ quan nhà nước của tỉnh./.",
      ],
    }),
  },
];

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Files of a multipart form, read by Node's own parser. */
async function filesOf(request: IncomingMessage): Promise<ReceivedFile[]> {
  const type = request.headers["content-type"] ?? "";
  const body = new Uint8Array(await bodyOf(request));
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const files = form.getAll("attachment").filter((value) => value instanceof File);
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      type: file.type,
      bytes: Buffer.from(await file.arrayBuffer()),
    })),
  );
}

interface Site {
  documents: readonly EOfficeDocument[];
  readonly received: ReceivedFile[];
}

function sendDocument(document: EOfficeDocument, request: IncomingMessage, response: ServerResponse): void {
  if (typeof document.answer === "function") {
    document.answer(request, response);
    return;
  }
  response.writeHead(200, {
    "content-type": "application/pdf",
    "content-length": document.answer.length,
    "cache-control": "no-store",
    "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(document.fileName)}`,
  });
  response.end(document.answer);
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const page = STATIC[path];
  if (page) {
    response.writeHead(200, { "content-type": page[1], "cache-control": "no-store" });
    response.end(await readFile(join(projectRoot, "sample", page[0])));
    return;
  }
  if (path === "/api/documents") {
    const list = site.documents.map(({ path, fileName, number, about, date, from }) => ({
      ...{ path, fileName, number, about },
      date: date ?? "25/11/2026",
      from: from ?? "Văn phòng UBND tỉnh",
    }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(list));
    return;
  }
  if (path === "/api/replies" && request.method === "POST") {
    site.received.push(...(await filesOf(request)));
    response.writeHead(204).end();
    return;
  }
  const document = site.documents.find((one) => one.path === path);
  if (document) sendDocument(document, request, response);
  else response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Không có trang này");
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Listens on free ports of 127.0.0.1: on http, and with a certificate on https too. */
export async function startEOffice(certificate?: ServerCertificate): Promise<EOffice> {
  const site: Site = { documents: SAMPLE_DOCUMENTS, received: [] };
  const requests: string[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    answer(site, request, response).catch(() => response.destroy());
  };
  const plain = createServer(serve);
  const secure = certificate ? createSecureServer({ ...certificate }, serve) : null;
  const url = `http://127.0.0.1:${await listen(plain)}/`;
  const securePort = secure ? await listen(secure) : 0;
  return {
    ...{ url, securePort, requests },
    received: site.received,
    show(next) {
      site.documents = next;
    },
    close: async () => {
      for (const server of [plain, secure]) {
        if (server === null) continue;
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
