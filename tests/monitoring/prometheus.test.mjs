// Run by tests/monitoring/run_prometheus, which starts what PROMETHEUS_URL, RELAY_URL and FAILING_RELAY_URL name.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { readAlerts, readTargets } from './repository.mjs';
import { sendSampleEvents, sendUnstorableEvent } from './sample_events.mjs';

async function ask(query) {
  const body = new URLSearchParams({ query });
  const reply = await (await fetch(`${process.env.PROMETHEUS_URL}/api/v1/query`, { method: 'POST', body })).json();
  assert.equal(reply.status, 'success', `${query}: ${reply.error}`);
  return reply.data.result;
}

// Until two scrapes have seen accepted, refused and failed batches grow in number.
before(async () => {
  const deadline = Date.now() + 60_000;
  while ((await ask('count(rate(relay_requests_total{route="/batch"}[1m]) > 0) == 3')).length === 0) {
    assert.ok(Date.now() < deadline, 'Prometheus does not see the requests');
    await sendSampleEvents();
    await sendUnstorableEvent();
    await pause(200);
  }
});

async function assertValues(title, query) {
  const result = await ask(query);
  assert.ok(result.some(({ value }) => Number.isFinite(Number(value[1]))), `${title}: no value of ${query}`);
  return result;
}

// Each with one alternative of a list: `a{b=~"c|d"}` is both `a{b="c"}` and `a{b="d"}`.
function selectorsOf(query) {
  return [...query.matchAll(/\w+\{[^}]*\}/g)].flatMap(([selector]) => {
    const list = selector.match(/=~"([^"]*)"/);
    return list ? list[1].split('|').map((item) => selector.replace(list[0], `="${item}"`)) : [selector];
  });
}

// A sum hides a selector or label that is never there. `le` is used up by histogram_quantile.
async function assertWorks(title, query, legend = '') {
  await ask(query);
  const result = await assertValues(title, query.replace(/ (>|==) [\d.]+$/, ''));
  for (const selector of selectorsOf(query)) {
    await assertValues(title, selector);
  }
  const grouped = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(', '));
  const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
  for (const label of [...grouped, ...shown].filter((name) => name !== 'le')) {
    assert.ok(result.some(({ metric }) => metric[label]), `${title}: no ${label} in ${query}`);
  }
}

test('every query of a dashboard gives values, with the labels of its legend', async () => {
  const targets = readTargets().filter((target) => target.type === 'prometheus');
  assert.ok(targets.length >= 20);
  for (const { title, query, legend } of targets) {
    await assertWorks(title, query.replaceAll('$__rate_interval', '1m'), legend);
  }
});

test('every expression of an alert gives values, but for its threshold', async () => {
  for (const [name, expression] of readAlerts()) {
    await assertWorks(name, expression);
  }
});

test('alerts are raised by batches that fail and events that are rejected', async () => {
  const alerts = new Map(readAlerts());
  for (const name of ['RelayUnavailable', 'ClickHouseRefusesRows', 'ManyRejectedEvents']) {
    assert.notDeepEqual(await ask(alerts.get(name)), [], name);
  }
});
