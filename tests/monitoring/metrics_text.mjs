// The families of a /metrics answer: name, type, sorted label names, and the names of its samples.
export async function scrape() {
  const text = await (await fetch(`${process.env.RELAY_URL}/metrics`)).text();
  const families = new Map();
  let family;
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('# HELP ')) {
      continue;
    }
    if (line.startsWith('# TYPE ')) {
      const [, , name, type] = line.split(' ');
      family = { type, labels: new Set(), samples: new Set() };
      families.set(name, family);
      continue;
    }
    const [, sample, labels = ''] = line.match(/^([a-z_]+)(?:\{(.*)\})? \S+$/);
    family.samples.add(sample);
    for (const [, label] of labels.matchAll(/([a-z_]+)="/g)) {
      if (label !== 'le') {
        family.labels.add(label);
      }
    }
  }
  return families;
}

// The metrics that a PromQL expression reads: every word that is no function, keyword, label or text.
export function metricsOf(expression) {
  const words = new Set(['by', 'or', 'sum', 'max', 'rate', 'increase', 'changes', 'histogram_quantile']);
  return expression
    .replace(/"[^"]*"/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/by \([^)]*\)/g, '')
    .match(/[a-z_][a-z0-9_]*/g)
    .filter((word) => !words.has(word));
}
