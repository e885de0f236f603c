// Stands before the relay and writes down what came of each request, so that a client that sends twice is seen.
import { once } from 'node:events';
import { createServer, request } from 'node:http';

export async function startRecorder(target) {
  const replies = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const forwarded = request({ hostname, port, method, path, headers }, (reply) => {
      replies.push({ method, path: path.split('?')[0], status: reply.statusCode });
      outgoing.writeHead(reply.statusCode, reply.headers);
      reply.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    // Method, path and status of the requests since the last call.
    take: () => replies.splice(0),
    stop: () => (server.closeAllConnections(), server.close()),
  };
}
