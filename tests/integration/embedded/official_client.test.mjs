// The official client, unchanged, against clickhouse_embedded.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import { startEmbedded } from './embedded_process.mjs';

const require = createRequire(new URL('../../../embedded/package.json', import.meta.url));
const clickhouse = require('@clickhouse/client');

// The client logs every error, also the expected ones.
const log = { level: clickhouse.ClickHouseLogLevel.OFF };
const createClient = (options) => clickhouse.createClient({ log, ...options });

const account = { username: 'app', password: 'it\'s "secret"' };
let server;
let client;

before(async () => {
  server = await startEmbedded({
    CLICKHOUSE_USER: account.username,
    CLICKHOUSE_PASSWORD: account.password,
  });
  client = createClient({ url: server.url, ...account });
});

after(async () => {
  await client.close();
  assert.equal(await server.stop(), 0);
});

beforeEach(async () => {
  await client.command({
    query: 'CREATE OR REPLACE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a',
  });
});

async function rowsOf(query, options = {}) {
  const result = await client.query({ query, format: 'JSONEachRow', ...options });
  return result.json();
}

async function count() {
  const [row] = await rowsOf('SELECT toUInt32(count()) AS n FROM t');
  return row.n;
}

async function firstError(result) {
  try {
    for await (const _rows of result.stream()) {
      // Only the end matters.
    }
  } catch (error) {
    return error;
  }
  return undefined;
}

test('pings', async () => {
  assert.deepEqual(await client.ping(), { success: true });
  assert.equal((await client.ping({ select: true })).success, true);
});

test('inserts an array', async () => {
  const done = await client.insert({
    table: 't',
    values: [{ a: 1, s: 'x' }, { a: 2, s: 'ü\n' }],
    format: 'JSONEachRow',
  });
  assert.equal(done.executed, true);
  assert.equal(done.summary.written_rows, '2');
  assert.deepEqual(await rowsOf('SELECT toUInt32(a) AS a, s FROM t ORDER BY a'), [
    { a: 1, s: 'x' },
    { a: 2, s: 'ü\n' },
  ]);
});

test('inserts a stream', async () => {
  function* rows() {
    for (let a = 0; a < 20_000; a += 1) {
      yield { a, s: 'row' };
    }
  }
  await client.insert({ table: 't', values: Readable.from(rows()), format: 'JSONEachRow' });
  assert.equal(await count(), 20_000);
});

test('inserts a raw CSV stream into some columns', async () => {
  const values = Readable.from(['x,1\n', 'y,2\n'], { objectMode: false });
  await client.insert({ table: 't', columns: ['s', 'a'], values, format: 'CSV' });
  assert.deepEqual(await rowsOf('SELECT s FROM t ORDER BY a'), [{ s: 'x' }, { s: 'y' }]);
});

test('packs requests and replies with gzip', async () => {
  const packing = createClient({
    url: server.url,
    ...account,
    compression: { request: true, response: true },
  });
  const values = Array.from({ length: 5_000 }, (_, a) => ({ a, s: 'packed' }));
  await packing.insert({ table: 't', values, format: 'JSONEachRow' });
  const result = await packing.query({ query: 'SELECT s FROM t', format: 'JSONEachRow' });
  assert.equal(result.response_headers['content-encoding'], 'gzip');
  assert.equal((await result.json()).length, 5_000);
  await packing.close();
});

test('selects with parameters', async () => {
  const text = 'it\'s \\ a "tab"\tand\nmore';
  const rows = await rowsOf('SELECT {text:String} AS text, {list:Array(UInt8)} AS list', {
    query_params: { text, list: [1, 2, 3] },
  });
  assert.deepEqual(rows, [{ text, list: [1, 2, 3] }]);
});

test('reads JSON with its statistics', async () => {
  const result = await client.query({ query: 'SELECT number AS n FROM numbers(3)' });
  const json = await result.json();
  assert.equal(json.rows, 3);
  assert.equal(json.meta[0].name, 'n');
});

test('streams a large result', async () => {
  const result = await client.query({
    query: 'SELECT number AS n FROM numbers(1000000)',
    format: 'CSVWithNames',
  });
  let lines = 0;
  let last;
  for await (const rows of result.stream()) {
    lines += rows.length;
    last = rows.at(-1);
  }
  assert.equal(lines, 1_000_001);
  assert.equal(last.text, '999999');
});

test('reports the code of an error', async () => {
  await assert.rejects(rowsOf('SELECT * FROM nope'), { code: '60', type: 'UNKNOWN_TABLE' });
  await assert.rejects(rowsOf('SELEC'), { code: '62' });
  await assert.rejects(
    client.insert({ table: 't', values: [{ a: 'not a number' }], format: 'JSONEachRow' }),
    (error) => /^\d+$/.test(error.code),
  );
  assert.equal(await count(), 0);
});

test('reports an error in the middle of a stream', async () => {
  const result = await client.query({
    query: 'SELECT throwIf(number = 1500000) AS n FROM numbers(2000000)',
    format: 'JSONEachRow',
  });
  const error = await firstError(result);
  assert.ok(error instanceof Error, 'a broken stream must not look whole');
  assert.equal(error.code, '395');
});

test('refuses a wrong password', async () => {
  const stranger = createClient({ url: server.url, username: 'app', password: 'wrong' });
  const query = { query: 'SELECT 1', format: 'JSON' };
  await assert.rejects(stranger.query(query), { code: '516' });
  await stranger.close();
});

test('keeps the settings of one query to itself', async () => {
  const query = "SELECT getSetting('max_block_size') AS size";
  const [before] = await rowsOf(query);
  const [changed] = await rowsOf(query, { clickhouse_settings: { max_block_size: '77' } });
  const [later] = await rowsOf(query);
  assert.equal(String(changed.size), '77');
  assert.deepEqual(later, before);
});

test('an abort stops the query', async () => {
  const running = async () => {
    const [row] = await rowsOf(
      "SELECT toUInt32(count()) AS n FROM system.processes WHERE query LIKE '%abort me%' AND query NOT LIKE '%processes%'",
    );
    return row.n;
  };
  const controller = new AbortController();
  const query = client.query({
    query: "SELECT sum(sipHash64(number, 'abort me')) FROM numbers(1000000000000)",
    abort_signal: controller.signal,
  });
  const refused = assert.rejects(query, /abort/i);
  while ((await running()) === 0);
  controller.abort();
  await refused;
  while ((await running()) !== 0);
});

test('uses the query id it is given', async () => {
  const result = await client.query({ query: 'SELECT 1', query_id: 'mine', format: 'JSON' });
  assert.equal(result.query_id, 'mine');
  await result.json();
});
