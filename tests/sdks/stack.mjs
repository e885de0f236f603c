// Engine and relay on free ports over a temporary folder. BIN names the folder of the programs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = new URL('../..', import.meta.url).pathname;
const bin = process.env.BIN ?? join(root, 'build/release/bin');

// The process, and the URL in the first line that it prints.
async function start(command, args, env) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    exited.then(([code]) => {
      throw new Error(`${command} ended with ${code}`);
    }),
  ]);
  return {
    url: line.match(/http:\S+/)[0],
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

// `env`: more of the relay.
export async function startStack({ key, origins, env: more = {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'sdks-'));
  const scripts = join(folder, 'user_scripts');
  await mkdir(scripts);
  for (const program of ['normalize_event', 'resolve_identity']) {
    await cp(join(bin, program), join(scripts, program));
  }
  const functions = join(root, 'udf/functions');
  await cp(functions, join(folder, 'functions'), { recursive: true });
  await cp(join(bin, '../migrated_clickhouse'), join(folder, 'data'), { recursive: true, verbatimSymlinks: true });
  const engine = await start(
    join(bin, 'clickhouse_embedded'),
    ['--path', join(folder, 'data'), '--port', '0', '--user-scripts-path', scripts, '--functions', join(folder, 'functions/*.xml')],
    {},
  );
  const env = { CLICKHOUSE_URL: engine.url, HOST: '127.0.0.1', PORT: '0', PUBLIC_API_KEYS: key, ALLOWED_ORIGINS: origins.join(','), ...more };
  const relay = await start(join(bin, 'relay'), ['serve'], env).catch(async (problem) => {
    await engine.stop(); // or the test would never end
    throw problem;
  });
  return {
    relay: relay.url,
    engine: engine.url,
    // The rows of a query.
    async rows(query) {
      const reply = await fetch(`${engine.url}/?database=product_analytics`, { method: 'POST', body: `${query} FORMAT JSONEachRow` });
      const text = await reply.text();
      if (!reply.ok) throw new Error(text);
      return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    },
    async stop() {
      await relay.stop();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
