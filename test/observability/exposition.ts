/** A sample of a metric in `/metrics`. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Family {
  name: string;
  type: string;
  help: string;
  samples: Sample[];
}

const types = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);
const suffixes: Record<string, readonly string[]> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/**
 * Parses the text format of Prometheus (0.0.4), and throws on anything that the format does not allow.
 * https://github.com/prometheus/docs/blob/main/docs/instrumenting/exposition_formats.md
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: Family | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (comment) {
      const [, what, name = '', rest = ''] = comment;
      if (current?.name !== name) {
        if (families.has(name)) throw new Error(`${name} is in two groups`);
        current = { name, type: '', help: '', samples: [] };
        families.set(name, current);
      }
      if (current.samples.length > 0) throw new Error(`${line}: HELP or TYPE after the samples`);
      if (what === 'TYPE' && !types.has(rest)) throw new Error(`${line}: unknown type`);
      if (what === 'HELP' ? current.help : current.type) throw new Error(`${line}: duplicate`);
      current[what === 'HELP' ? 'help' : 'type'] = rest;
      continue;
    }
    const sample = parseSample(line);
    if (!current?.type || !current.help) throw new Error(`${line}: without HELP and TYPE before it`);
    const { name } = current;
    if (!(suffixes[current.type] ?? ['']).some((suffix) => sample.name === name + suffix))
      throw new Error(`${line}: does not belong to ${name}`);
    const series = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
    if (seen.has(series)) throw new Error(`${line}: duplicate`);
    seen.add(series);
    current.samples.push(sample);
  }
  for (const family of families.values()) checkFamily(family);
  return families;
}

function parseSample(line: string): Sample {
  const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (!match) throw new Error(`${line}: not a sample`);
  const [, name = '', inside = '', number = ''] = match;
  const labels: Record<string, string> = {};
  const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;
  while (label.lastIndex < inside.length) {
    const found = label.exec(inside);
    if (!found) throw new Error(`${line}: malformed labels`);
    const [, key = '', value = ''] = found;
    if (key in labels) throw new Error(`${line}: duplicate label ${key}`);
    labels[key] = value;
  }
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
  if (!/^([+-]?\d+(\.\d+)?(e[+-]?\d+)?|\+Inf|NaN)$/.test(number)) throw new Error(`${line}: not a number`);
  return { name, labels, value };
}

function checkFamily({ name, type, samples }: Family): void {
  if (type === 'counter' && samples.some(({ value }) => !(value >= 0)))
    throw new Error(`${name}: negative counter`);
  if (type !== 'histogram') return;
  const of = (suffix: string) => samples.filter((sample) => sample.name === name + suffix);
  for (const { labels, value } of of('_count')) {
    const same = ({ labels: { le: _, ...others } }: Sample) =>
      JSON.stringify(Object.entries(others).sort()) === JSON.stringify(Object.entries(labels).sort());
    const buckets = of('_bucket').filter(same);
    const bounds = buckets.map(({ labels: { le } }) =>
      le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le),
    );
    const rising = (numbers: number[]) => numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0));
    if (!rising(bounds) || !rising(buckets.map((bucket) => bucket.value)))
      throw new Error(`${name}: buckets do not increase`);
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY || buckets.at(-1)?.value !== value)
      throw new Error(`${name}: the last bucket differs from the count`);
    if (of('_sum').filter(same).length !== 1) throw new Error(`${name}: no sum`);
  }
}

/** The value of a metric, summed over all series with these labels. */
export function sumOf(
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
  if (!family) throw new Error(`there is no ${name}`);
  return family.samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0);
}
