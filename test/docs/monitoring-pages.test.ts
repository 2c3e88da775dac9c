import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPlatform } from '../../lib/load-platform';
import { catalogue } from '../../lib/monitoring/catalogue/index';
import { recordings } from '../../lib/monitoring/recordings';
import { alone } from '../../lib/monitoring/scope';
import { troubles } from '../../lib/operations/troubles';
import { alertNames } from '../../lib/platform/alert-names';
import { monitoringPages } from '../../scripts/monitoring-pages';

const pages = monitoringPages(loadPlatform('environments/production.yaml'));
const contentOf = (path: string): string => pages.find((page) => page.path === path)?.content ?? '';

test.each(pages)('$path is the one in docs; to write it again: npm run docs', ({ path, content }) => {
  expect(readFileSync(join('docs', path), 'utf8')).toBe(content);
});

test('every alert and every trouble has a runbook, and there is no other', () => {
  const names = [...alertNames, ...troubles.map(({ name }) => name)];
  expect(readdirSync('docs/runbooks').sort()).toEqual([...names.map((name) => `${name}.md`), 'README.md'].sort());
});

test.each(pages)('$path has no dead link', ({ path, content }) => {
  const links = [...content.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join('docs', dirname(path), link)))).toEqual([]);
});

test.each([...alertNames, ...troubles.map(({ name }) => name)])(
  'the runbook of %s says what it means, what to look at, what to do',
  (name) => {
    const parts = contentOf(`runbooks/${name}.md`).split('\n## ').slice(1);
    expect(parts.map((part) => part.split('\n')[0])).toEqual(['What it means', 'What to look at', 'What to do']);
    expect(parts.every((part) => part.split('\n').slice(1).join('').length > 20)).toBe(true);
  },
);

test('commands have the names of the environment', () => {
  expect(contentOf('runbooks/HighErrorRate.md')).toContain('kubectl --namespace memorai-production logs');
});

test("the guide's three cases are there, with what is right in them, and alerts lead there and back", () => {
  expect(troubles.map(({ source }) => /L\d+-\d+/.exec(source)?.[0])).toEqual([
    'L1203-1222',
    'L1226-1245',
    'L1249-1265',
  ]);
  for (const { name, alerts } of troubles)
    for (const alert of alerts) {
      expect(contentOf(`runbooks/${alert}.md`)).toContain(`](${name}.md)`);
      expect(contentOf(`runbooks/${name}.md`)).toContain(`](${alert}.md)`);
    }
  const [slow = '', memory = '', connections = ''] = troubles.map(({ name }) => contentOf(`runbooks/${name}.md`));
  expect(slow).toContain('redis-cli -h "$REDIS_HOST" -p 6379 --tls --latency-history -i 1');
  // E157, E158: not /health, and inside the pod.
  expect(memory).toContain('/live | jq .memory');
  expect(memory).toContain("-- sh -c 'kill -USR2 1; sleep 1'");
  // E159, E160.
  expect(connections).toContain('A larger pool makes it worse');
  expect(connections).toContain('logs --selector app=memorai-api --prefix');
});

describe('docs/metrics.md', () => {
  const rows = contentOf('metrics.md')
    .split('\n')
    .filter((line) => line.startsWith('| L'));

  test('has the 17 names of the guide, each defined', () => {
    expect(rows).toHaveLength(17);
    const names = rows.map((row) => /`(\w+)`/.exec(row)?.[1] ?? '');
    expect(names.filter((name) => !(name in catalogue))).toEqual([]);
  });

  test('says of each recorded name how it is made', () => {
    const defined = recordings.filter(({ expression }) =>
      rows.some((row) => row.includes(`\`${expression.within(alone).replaceAll('|', '\\|')}\``)),
    );
    // Names of our own: the most that the server admits, by which the guide's alert divides (L1311), and sums of answers.
    expect(recordings.filter((one) => !defined.includes(one)).map(({ record }) => record)).toEqual([
      'postgres_connections_max',
      'job:http_requests:rate5m',
      'job:http_requests_failed:rate5m',
    ]);
  });
});
