import { from } from './metric';

const metric = from('service', 'scrape');

/** What every service exports by contract (guide L1273-1277; E104, E105). */
export const serviceMetrics = {
  http_requests_total: metric('counter', 'count', ['method', 'route', 'status'], 'Answered requests'),
  http_request_duration_seconds: metric(
    'histogram',
    'seconds',
    ['method', 'route'],
    'Time from the head of a request to its answer',
  ),
  active_connections: metric('gauge', 'count', [], 'Open client connections'),
  process_resident_memory_bytes: metric('gauge', 'bytes', [], 'Memory of the process'),
  process_cpu_seconds_total: metric('counter', 'seconds', [], 'CPU time of the process'),
} as const;
