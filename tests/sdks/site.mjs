// A site with one page, whose scripts are what the packages in node_modules publish.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';

// For modules that name what they import.
const imports = {
  '@posthog/core': '/node_modules/@posthog/core/dist/index.mjs',
  '@posthog/types': '/node_modules/@posthog/types/dist/index.mjs',
};
const page = `<!doctype html><title>Shop</title><script type="importmap">${JSON.stringify({ imports })}</script><button id="buy">Buy now</button><a id="away" href="/away">Away</a>`;

export async function startSite() {
  const server = createServer(async (request, reply) => {
    const path = new URL(request.url, 'http://site').pathname;
    if (path.startsWith('/node_modules/')) {
      reply.setHeader('Content-Type', 'text/javascript');
      reply.end(await readFile(new URL(`.${path}`, import.meta.url)).catch(() => ''));
    } else {
      reply.setHeader('Content-Type', 'text/html');
      reply.end(path === '/away' ? '<!doctype html><title>Away</title>' : page);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${server.address().port}`,
    stop: () => server.close(),
  };
}
