import { WebSocket } from 'ws';

/** What the other side sends: an answer to one of our commands, or something that happened. */
type Incoming =
  | { readonly type: 'success'; readonly id: number; readonly result: unknown }
  | { readonly type: 'error'; readonly id: number | null; readonly error: string; readonly message: string }
  | { readonly type: 'event'; readonly method: string; readonly params: unknown };

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** A connection that speaks WebDriver BiDi, as far as tests need it: https://w3c.github.io/webdriver-bidi/ */
export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onEvent: (method: string, params: unknown) => void;
  #lastId = 0;

  private constructor(socket: WebSocket, onEvent: (method: string, params: unknown) => void) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    socket.on('message', (data) => this.#take(JSON.parse(String(data))));
    socket.on('close', () => this.#end());
  }

  /** @param onEvent called with what the browser tells by itself, once the session has subscribed to it */
  static open(url: string, onEvent: (method: string, params: unknown) => void): Promise<BidiConnection> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.once('open', () => resolve(new BidiConnection(socket, onEvent)));
      socket.once('error', reject);
    });
  }

  /** Sends a command, and waits for its result, whose shape the caller knows from the specification. */
  send<T>(method: string, params: object): Promise<T> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Error('The browser is gone.'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  #take(incoming: Incoming): void {
    if (incoming.type === 'event') {
      this.#onEvent(incoming.method, incoming.params);
      return;
    }
    const waiting = this.#waiting.get(incoming.id ?? -1);
    this.#waiting.delete(incoming.id ?? -1);
    if (incoming.type === 'success') waiting?.resolve(incoming.result as never);
    else waiting?.reject(new Error(`${incoming.error}: ${incoming.message}`));
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The browser is gone.'));
    this.#waiting.clear();
  }
}
