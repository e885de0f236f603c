// What a page's script finds in a browser on http://localhost:3000, for node: storage, location, and a fetch that asks
// with a preflight first and obeys its answer, as browsers do.
import { webcrypto } from 'node:crypto';

const origin = 'http://localhost:3000';
const storage = () => new Proxy({}, { get: (items, name) => items[name] });
const browser = { crypto: webcrypto, localStorage: storage(), sessionStorage: storage(), location: new URL(`${origin}/pricing`) };
for (const [name, value] of Object.entries(browser)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

const plainFetch = globalThis.fetch;
globalThis.fetch = async (url, options) => {
  const names = Object.keys(options.headers ?? {}).join(', ').toLowerCase();
  const asked = { Origin: origin, 'Access-Control-Request-Method': options.method, 'Access-Control-Request-Headers': names };
  const preflight = await plainFetch(url, { method: 'OPTIONS', headers: asked });
  const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').split(', ');
  if (!preflight.ok || preflight.headers.get('access-control-allow-origin') !== origin) throw new TypeError('CORS: origin');
  if (!names.split(', ').every((name) => allowed.includes(name))) throw new TypeError(`CORS: headers ${names}`);
  const reply = await plainFetch(url, { ...options, headers: { ...options.headers, Origin: origin } });
  if (reply.headers.get('access-control-allow-origin') !== origin) throw new TypeError('CORS: reply');
  return reply;
};
