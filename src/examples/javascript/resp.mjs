/**
 * A very small Redis client: one connection, RESP2, calls in a row. For tests, and for whoever needs no more than that.
 * A call fails when its connection breaks and is never sent again; the next call makes a new connection.
 */
import net from 'node:net';
import tls from 'node:tls';

/** An error reply of Redis, such as `NOSCRIPT No matching script.`, or a connection that speaks no RESP. */
export class ReplyError extends Error {
  name = 'ReplyError';
}

/**
 * @param {string} [url] `redis://user:password@host:port/database`, or `rediss:` for TLS
 * @returns {{send: (args: (string|Buffer)[]) => Promise<any>, close: () => void}}
 */
export function connect(url = 'redis://127.0.0.1:6379') {
  const address = new URL(url);
  let current = null;

  function open() {
    const connection = new Connection(address, () => { if (current === connection) current = null; });
    return connection;
  }

  return {
    async send(args) {
      const connection = current ??= open();
      // Nothing is sent under another login, or to another database, than was asked for.
      await connection.greeted;
      return connection.send(args);
    },
    close() {
      current?.end();
    },
  };
}

class Connection {
  #socket;
  #waiting = [];
  #rest = Buffer.alloc(0);
  #broken = null;

  /** @param {URL} address @param {() => void} closed */
  constructor(address, closed) {
    const where = { host: address.hostname.replace(/^\[|\]$/g, ''), port: Number(address.port || 6379), noDelay: true };
    this.#socket = address.protocol === 'rediss:' ? tls.connect({ servername: where.host, ...where }) : net.connect(where);
    this.#socket.on('error', error => { this.#broken = error; });
    this.#socket.on('data', chunk => this.#take(chunk));
    this.#socket.on('close', () => {
      closed();
      this.#broken ??= new Error('connection closed');
      for (const call of this.#waiting.splice(0)) call.reject(this.#broken);
    });
    this.greeted = this.#greet(address);
  }

  /** @param {(string|Buffer)[]} args */
  send(args) {
    return new Promise((resolve, reject) => {
      if (this.#broken) {
        reject(this.#broken);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#socket.write(encode(args));
    });
  }

  end() {
    this.#socket.destroy();
  }

  async #greet({ username, password, pathname }) {
    const [user, secret] = [username, password].map(decodeURIComponent);
    try {
      if (secret) await this.send(user ? ['AUTH', user, secret] : ['AUTH', secret]);
      if (pathname.length > 1) await this.send(['SELECT', pathname.slice(1)]);
    } catch (error) {
      this.#socket.destroy(error);
      throw error;
    }
  }

  #take(chunk) {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    try {
      let at = 0;
      for (let found; (found = parse(this.#rest, at)); at = found.end) {
        const call = this.#waiting.shift();
        if (found.value instanceof ReplyError) call?.reject(found.value);
        else call?.resolve(found.value);
      }
      this.#rest = this.#rest.subarray(at);
    } catch (error) {
      this.#socket.destroy(error);
    }
  }
}

/** @param {(string|Buffer)[]} args */
function encode(args) {
  const parts = [Buffer.from(`*${args.length}\r\n`)];
  for (const arg of args) {
    const bytes = Buffer.isBuffer(arg) ? arg : Buffer.from(String(arg));
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
}

/** The reply that begins at `at`, and where it ends; undefined as long as it is not all there. */
function parse(bytes, at) {
  const line = bytes.indexOf('\r\n', at);
  if (line < 0) return undefined;
  const text = bytes.toString('utf8', at + 1, line);
  let end = line + 2;
  switch (bytes[at]) {
    case 0x2b: return { value: text, end };
    case 0x2d: return { value: new ReplyError(text), end };
    case 0x3a: return { value: Number(text), end };
    case 0x24: {
      const length = Number(text);
      if (length < 0) return { value: null, end };
      if (bytes.length < end + length + 2) return undefined;
      return { value: bytes.toString('utf8', end, end + length), end: end + length + 2 };
    }
    case 0x2a: {
      if (text === '-1') return { value: null, end };
      const value = [];
      for (let i = 0; i < Number(text); i++) {
        const found = parse(bytes, end);
        if (!found) return undefined;
        value.push(found.value);
        end = found.end;
      }
      return { value, end };
    }
    default: throw new ReplyError(`PROTOCOL not a reply of Redis: ${text.slice(0, 40)}`);
  }
}
