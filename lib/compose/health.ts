import type { Healthcheck } from './model';

/** Asks a program over HTTP with busybox's wget, for images that have it: the guide's numbers, and quick at the start. */
export const answersHttp = (port: number, path: string): Healthcheck => ({
  test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}${path}`],
  interval: '10s',
  timeout: '5s',
  retries: 5,
  start_period: '30s',
  start_interval: '1s',
});
