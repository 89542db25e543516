/** A proxy on 127.0.0.1 whose every tunnel (CONNECT) leads to one port of this computer. */

import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface TestProxy {
  readonly place: string;
  /** "HOST:PORT" and credentials of each CONNECT. */
  readonly tunnels: readonly { readonly to: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

export async function openProxy(port: number): Promise<TestProxy> {
  const tunnels: { to: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "", headers }, socket: Socket, head: Buffer) => {
    tunnels.push({ to: url, authorization: headers["proxy-authorization"] });
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on("error", () => each.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
