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
  let socket = null;
  let waiting = [];

  function open() {
    const mine = [];
    const where = { host: address.hostname.replace(/^\[|\]$/g, ''), port: Number(address.port || 6379), noDelay: true };
    const opened = address.protocol === 'rediss:' ? tls.connect({ servername: where.host, ...where }) : net.connect(where);
    let rest = Buffer.alloc(0);
    let broken = new Error('connection closed');
    opened.on('error', error => { broken = error; });
    opened.on('close', () => {
      if (socket === opened) socket = null;
      for (const call of mine.splice(0)) call.reject(broken);
    });
    opened.on('data', chunk => {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      try {
        let at = 0;
        for (let found; (found = parse(rest, at)); at = found.end) {
          const call = mine.shift();
          if (found.value instanceof ReplyError) call?.reject(found.value);
          else call?.resolve(found.value);
        }
        rest = rest.subarray(at);
      } catch (error) {
        opened.destroy(error);
      }
    });
    socket = opened;
    waiting = mine;
    const password = decodeURIComponent(address.password);
    const user = decodeURIComponent(address.username);
    // A refusal shows in the call that follows, as NOAUTH.
    if (password) write(user ? ['AUTH', user, password] : ['AUTH', password]).catch(() => {});
    if (address.pathname.length > 1) write(['SELECT', address.pathname.slice(1)]).catch(() => {});
  }

  function write(args) {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      socket.write(encode(args));
    });
  }

  return {
    send(args) {
      if (!socket) open();
      return write(args);
    },
    close() {
      socket?.destroy();
    },
  };
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
