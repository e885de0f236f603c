// Run by tests/monitoring/run, which starts what RELAY_URL and CLICKHOUSE_URL name.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { metricsOf, scrape } from './metrics_text.mjs';
import { readAlerts, readDatasources, readQueries, readTable, readTargets } from './repository.mjs';
import { sendSampleEvents } from './sample_events.mjs';

let families;

before(async () => {
  await sendSampleEvents();
  families = await scrape();
});

// As the plugin's macros do for a dashboard of the last 30 days.
function substituteMacros(sql) {
  const to = Math.ceil(Date.now() / 1000) + 60;
  const from = to - 30 * 24 * 60 * 60;
  return sql
    .replace(/\$__timeFilter\((\w+)\)/g, `$1 >= toDateTime(${from}) AND $1 <= toDateTime(${to})`)
    .replace(/\$__timeInterval\((\w+)\)/g, 'toStartOfInterval(toDateTime($1), INTERVAL 3600 second)');
}

async function rowsOf(sql) {
  const url = `${process.env.CLICKHOUSE_URL}/?database=product_analytics&default_format=JSON`;
  const reply = await fetch(url, { method: 'POST', body: sql });
  const text = await reply.text();
  assert.equal(reply.status, 200, text);
  return JSON.parse(text);
}

// `up` is what Prometheus itself notes of a scrape.
function assertExposed(expression) {
  const samples = new Set(['up', ...[...families.values()].flatMap((family) => [...family.samples])]);
  const metrics = metricsOf(expression);
  assert.ok(metrics.length > 0, expression);
  for (const metric of metrics) {
    assert.ok(samples.has(metric), `${metric} of ${expression} is not in /metrics`);
  }
}

test('every ClickHouse query of a dashboard gives rows with a value', async () => {
  const targets = readTargets().filter((target) => target.type === 'grafana-clickhouse-datasource');
  assert.ok(targets.length >= 10);
  for (const { title, query, isTimeSeries } of targets) {
    const sql = substituteMacros(query);
    assert.ok(!sql.includes('$__'), `${title}: unknown macro in ${sql}`);
    const { data, meta } = await rowsOf(sql);
    assert.ok(data.length > 0, `${title}: no rows`);
    assert.ok(data.some((row) => Object.values(row).every((value) => value !== null && value !== '0' && value !== '')),
      `${title}: ${JSON.stringify(data)}`);
    if (isTimeSeries) {
      assert.match(meta[0].type, /^Date/, `${title}: a series begins with its time`);
    }
  }
});

test('every metric of a dashboard is exposed', () => {
  const targets = readTargets().filter((target) => target.type === 'prometheus');
  assert.ok(targets.length >= 20);
  targets.forEach(({ query }) => assertExposed(query));
});

test('dashboards use the datasources that are provisioned', () => {
  const provisioned = readDatasources();
  for (const { uid, type } of readTargets()) {
    assert.ok(provisioned.includes(`uid: ${uid}\n    type: ${type}\n`), `${uid} ${type}`);
  }
});

test('every metric of an alert is exposed, and the alerts are the documented ones', () => {
  const alerts = readAlerts();
  alerts.forEach(([, expression]) => assertExposed(expression));
  assert.deepEqual(readTable('Alerts').map(([name, expression]) => [name, expression]), alerts);
});

test('the queries of the page give rows', async () => {
  const queries = readQueries();
  assert.ok(queries.length > 0);
  for (const sql of queries) {
    assert.ok((await rowsOf(sql)).data.length > 0, sql);
  }
});

test('the documented metrics are the exposed ones', () => {
  const documented = readTable('Metrics').map(([name, type, labels]) => `${name} ${type} ${labels}`);
  const exposed = [...families].map(([name, { type, labels }]) => `${name} ${type} ${[...labels].sort().join(', ')}`);
  assert.deepEqual(documented.sort(), exposed.sort());
});
