// What the repository says about metrics: dashboards, alert rules and the tables of docs/monitoring.md.
import { readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

// Every target of every panel.
export function readTargets() {
  const folder = 'deploy/grafana/dashboards/';
  return readdirSync(new URL(folder, root)).flatMap((file) =>
    JSON.parse(read(folder + file)).panels.flatMap((panel) =>
      panel.targets.map((target) => ({
        board: file,
        title: panel.title,
        type: target.datasource.type,
        uid: target.datasource.uid,
        isTimeSeries: target.queryType === 'timeseries',
        query: target.expr ?? target.rawSql,
        legend: target.legendFormat ?? '',
      }))));
}

// Name and expression of each rule, in their order; both stand on a line of their own.
export function readAlerts() {
  const text = read('deploy/grafana/alerts.yml');
  const names = [...text.matchAll(/^ +- alert: (.+)$/gm)].map((match) => match[1]);
  const expressions = [...text.matchAll(/^ +expr: (.+)$/gm)].map((match) => match[1]);
  if (names.length === 0 || names.length !== expressions.length) {
    throw new Error(`${names.length} alerts with ${expressions.length} expressions`);
  }
  return names.map((name, index) => [name, expressions[index]]);
}

export const readDatasources = () => read('deploy/grafana/provisioning/datasources/datasources.yml');

// Statements within the text of docs/monitoring.md.
export const readQueries = () => [...read('docs/monitoring.md').matchAll(/`(SELECT [^`]+)`/g)].map((match) => match[1]);

// The rows of the table under a heading of docs/monitoring.md: cells as text, without backticks.
export function readTable(heading) {
  const section = read('docs/monitoring.md').split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  const lines = section.split('\n').filter((line) => line.startsWith('|')).slice(2);
  return lines.map((line) =>
    line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|')));
}
