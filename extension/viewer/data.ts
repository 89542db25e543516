/** Fonts and decoders of pdf.js, asked from the window by name: the frame has an opaque origin and may fetch nothing. */

interface DataRequest {
  readonly filename: string;
}

/** Asks the window for one file of the extension; rejects where there is none. */
export class DataRequests {
  readonly #send: (message: { type: "data"; request: number; filename: string }) => void;
  readonly #waiting = new Map<number, (bytes: Uint8Array | null) => void>();
  #next = 0;

  constructor(send: (message: { type: "data"; request: number; filename: string }) => void) {
    this.#send = send;
  }

  fetch(filename: string): Promise<Uint8Array> {
    const request = this.#next++;
    const answer = new Promise<Uint8Array | null>((resolve) => this.#waiting.set(request, resolve));
    this.#send({ type: "data", request, filename });
    return answer.then((bytes) => {
      if (bytes === null) throw new Error(filename);
      return bytes;
    });
  }

  answer(request: number, bytes: Uint8Array | null): void {
    this.#waiting.get(request)?.(bytes);
    this.#waiting.delete(request);
  }
}

/** The class pdf.js wants as `BinaryDataFactory`; it is constructed inside pdf.js, so the requests are bound here. */
export function dataFactory(requests: DataRequests) {
  return class {
    fetch({ filename }: DataRequest): Promise<Uint8Array> {
      return requests.fetch(filename);
    }
  };
}
