import type { Platform } from '../../platform/types';
import { watchedIn } from '../exported-metrics';
import { capacity } from './capacity';
import type { Dashboard, DashboardSource } from './dashboard';
import { overview } from './overview';
import { postgres } from './postgres';
import { qdrant } from './qdrant';
import { queue } from './queue';
import { redis } from './redis';
import { watchedRows } from './watched-rows';

/** Every dashboard. A new one is a file of this folder and its name here. */
const sources: readonly DashboardSource[] = [overview, capacity, postgres, redis, qdrant, queue];

/** The dashboards of an environment that Prometheus watches: of what it has, and what is scraped of it. */
export function dashboardsOf(platform: Platform): readonly Dashboard[] {
  if (platform.alerting === undefined) return [];
  const isWatched = watchedIn(platform);
  return sources
    .filter(({ applies }) => applies(platform))
    .map(({ name, render }): Dashboard => {
      const { rows, ...heading } = render(platform);
      return { name, ...heading, rows: watchedRows(rows, isWatched) };
    })
    .filter(({ rows }) => rows.length > 0);
}
