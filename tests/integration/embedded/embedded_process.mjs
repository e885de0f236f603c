// Starts clickhouse_embedded on a free port over a temporary folder, for tests in Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function startEmbedded(environment = {}) {
  const binary = process.env.CLICKHOUSE_EMBEDDED;
  if (!binary) {
    throw new Error('CLICKHOUSE_EMBEDDED must name the binary');
  }
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  const child = spawn(binary, ['--path', folder, '--port', '0'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) => {
      throw new Error(`clickhouse_embedded ended with ${code}`);
    }),
  ]);
  return {
    url: line.match(/http:\S+/)[0],
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
