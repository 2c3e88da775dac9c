import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPlatform } from '../../lib/load-platform';
import { catalogue } from '../../lib/monitoring/catalogue/index';
import { recordings } from '../../lib/monitoring/recordings';
import { alone } from '../../lib/monitoring/scope';
import { alertNames } from '../../lib/platform/alert-names';
import { monitoringPages } from '../../scripts/monitoring-pages';

const pages = monitoringPages(loadPlatform('environments/production.yaml'));
const contentOf = (path: string): string => pages.find((page) => page.path === path)?.content ?? '';

test.each(pages)('$path is the one in docs; to write it again: npm run docs', ({ path, content }) => {
  expect(readFileSync(join('docs', path), 'utf8')).toBe(content);
});

test('every alert has a runbook, and there is none without an alert', () => {
  expect(readdirSync('docs/runbooks').sort()).toEqual([...alertNames.map((name) => `${name}.md`), 'README.md'].sort());
});

test.each(pages)('$path has no dead link', ({ path, content }) => {
  const links = [...content.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join('docs', dirname(path), link)))).toEqual([]);
});

test.each(alertNames)('the runbook of %s says what it means, what to look at, what to do', (name) => {
  const parts = contentOf(`runbooks/${name}.md`).split('\n## ').slice(1);
  expect(parts.map((part) => part.split('\n')[0])).toEqual(['What it means', 'What to look at', 'What to do']);
  expect(parts.every((part) => part.split('\n').slice(1).join('').length > 20)).toBe(true);
});

test('commands have the names of the environment', () => {
  expect(contentOf('runbooks/HighErrorRate.md')).toContain('kubectl --namespace memorai-production logs');
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
