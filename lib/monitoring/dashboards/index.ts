import type { Platform } from '../../platform/types';
import { capacity } from './capacity';
import type { Dashboard, DashboardSource } from './dashboard';
import { overview } from './overview';
import { postgres } from './postgres';
import { qdrant } from './qdrant';
import { queue } from './queue';
import { redis } from './redis';

/** Every dashboard. A new one is a file of this folder and its name here. */
const sources: readonly DashboardSource[] = [overview, capacity, postgres, redis, qdrant, queue];

/** The dashboards of an environment that Prometheus watches: of what it has. */
export const dashboardsOf = (platform: Platform): readonly Dashboard[] =>
  sources
    .filter(({ applies }) => platform.alerting !== undefined && applies(platform))
    .map(({ name, render }) => ({ name, ...render(platform) }));
