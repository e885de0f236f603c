// Stands before the relay and writes down what came of each request, so that a client that sends twice is seen.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

export async function startRecorder(target) {
  const replies = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const forwarded = request({ hostname, port, method, path, headers }, (reply) => {
      const { pathname, searchParams } = new URL(path, target);
      replies.push({ method, path: pathname, search: searchParams, status: reply.statusCode, sent: headers, received: reply.headers });
      outgoing.writeHead(reply.statusCode, reply.headers);
      reply.pipe(outgoing);
      reply.on('close', () => reply.complete || outgoing.destroy()); // what is cut here is cut there
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    // The requests since the last call: method, path, search, the headers that were sent; status and headers of the reply.
    take: () => replies.splice(0),
    stop: () => (server.closeAllConnections(), server.close()),
  };
}
