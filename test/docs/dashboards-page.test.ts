import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform } from '../../lib/load-platform';
import { dashboardModel } from '../../lib/monitoring/dashboards/grafana';
import { dashboardsOf } from '../../lib/monitoring/dashboards/index';
import { dashboardPicture } from '../../scripts/dashboard-picture';
import { dashboardsPages } from '../../scripts/dashboards-page';

const production = loadPlatform('environments/production.yaml');
const pages = dashboardsPages(production);

test.each(pages)('$path is the one in docs; to write it again: npm run docs', ({ path, content }) => {
  expect(readFileSync(join('docs', path), 'utf8')).toBe(content);
});

test('no link and no picture is dead', () => {
  const links = [...(pages[0]?.content ?? '').matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter((link) => !existsSync(join('docs', link)))).toEqual([]);
});

describe.each(dashboardsOf(production).map((dashboard) => [dashboard.name, dashboard] as const))(
  'the picture of %s',
  (_, dashboard) => {
    const model = dashboardModel(production, dashboard);
    const picture = dashboardPicture(model);

    test('has each panel where the grid has it', () => {
      const frames = [
        ...picture.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="3"/g),
      ];
      const drawn = frames.map(([, x, y, w, h]) => ({
        x: (Number(x) - 20) / 50,
        y: (Number(y) - 60) / 32,
        w: (Number(w) + 8) / 50,
        h: (Number(h) + 8) / 32,
      }));
      expect(drawn).toEqual(model.panels.filter(({ type }) => type !== 'row').map(({ gridPos }) => gridPos));
    });

    test('has no number that is none', () => {
      expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    });
  },
);
