import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../../lib/monitoring/catalogue/index';
import { here } from '../../../lib/monitoring/series';
import { productionPlatform } from '../../monitoring/platforms';
import { exportedOf } from './newer-postgres';
import { promtool, write } from './tools';

const names = [
  'pg_settings_max_connections',
  'pg_settings_superuser_reserved_connections',
  'pg_settings_reserved_connections',
] as const;

let said = '';
beforeAll(async () => {
  said = await exportedOf({ max_connections: 60, superuser_reserved_connections: 3, reserved_connections: 2 });
});

/** Of one metric: the labels of its one series, and its value. */
function seriesOf(name: string): { readonly labels: string; readonly value: number } {
  const found = Array.from(said.matchAll(new RegExp(`^${name}\\{(.*)\\} (.*)$`, 'gm')));
  expect(found).toHaveLength(1);
  const [, labels = '', value = ''] = found[0] ?? [];
  return { labels, value: Number(value) };
}

test.each(names)('the exporter has %s of a PostgreSQL 17 as the catalogue says', (name) => {
  const { labels, type } = catalogue[name];
  expect(said).toContain(`# TYPE ${name} ${type}\n`);
  expect(Array.from(seriesOf(name).labels.matchAll(/(\w+)=/g), ([, label]) => label)).toEqual([...labels]);
});

test.each<[string, readonly string[], number]>([
  ['of a PostgreSQL 17 without both kinds that it keeps', names, 55],
  ['of an older one without those for superusers', names.slice(0, 2), 57],
])('recorded are the connections %s', (_, known, value) => {
  const folder = write(productionPlatform);
  const test = {
    interval: '1m',
    input_series: known.flatMap((name) => {
      const { labels, value: is } = seriesOf(name);
      const scraped = here(productionPlatform, { [`${name}{job="postgres",instance="a",${labels}}`]: `${is}x10` });
      return Object.entries(scraped).map(([series, values]) => ({ series, values }));
    }),
    promql_expr_test: [
      {
        expr: 'postgres_connections_max',
        eval_time: '5m',
        exp_samples: [{ labels: 'postgres_connections_max{environment="production",instance="a"}', value }],
      },
    ],
  };
  const file = { rule_files: ['../rules/memorai.yaml'], evaluation_interval: '1m', tests: [test] };
  writeFileSync(join(folder, 'tests/recorded.yaml'), JSON.stringify(file));
  const { status, stdout, stderr } = promtool(folder, 'test', 'rules', 'tests/recorded.yaml');
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
});
