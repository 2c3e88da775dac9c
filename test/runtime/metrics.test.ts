import { createHttpMetrics } from '../../lib/runtime/http-metrics';
import { renderMetrics } from '../../lib/runtime/metrics-text';
import { parseMetrics } from './metrics-parser';
import { fakeHost } from './support';

describe('renderMetrics', () => {
  test('escapes help and label values, and writes special numbers', () => {
    const text = renderMetrics([
      {
        name: 'a',
        type: 'gauge',
        help: 'one\\two\nthree "four"',
        samples: [
          { labels: { x: 'q"b\\n\n' }, value: Number.POSITIVE_INFINITY },
          { labels: { x: '', y: '2' }, value: Number.NEGATIVE_INFINITY },
          { value: Number.NaN },
          { value: 1e21 },
        ],
      },
    ]);
    expect(text).toBe(
      [
        '# HELP a one\\\\two\\nthree "four"',
        '# TYPE a gauge',
        'a{x="q\\"b\\\\n\\n"} +Inf',
        'a{x="",y="2"} -Inf',
        'a NaN',
        'a 1e+21',
        '',
      ].join('\n'),
    );
  });
});

describe('createHttpMetrics', () => {
  test('the whole output before any request', () => {
    expect(createHttpMetrics(fakeHost).render()).toBe(`# HELP http_requests_total Answered requests.
# TYPE http_requests_total counter
# HELP http_request_duration_seconds Time from the head of the request to its answer.
# TYPE http_request_duration_seconds histogram
# HELP active_connections Open client connections.
# TYPE active_connections gauge
active_connections 0
# HELP process_resident_memory_bytes Resident memory size.
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 1000
# HELP process_cpu_seconds_total User and system CPU time spent.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 1.75
`);
  });

  test('counts by method, route and status', () => {
    const metrics = createHttpMetrics(fakeHost);
    metrics.observe('GET', '/health', 200, 0.01);
    metrics.observe('GET', '/health', 200, 0.01);
    metrics.observe('GET', '/health', 500, 0.01);
    metrics.observe('POST', '/health', 200, 0.01);
    expect(parseMetrics(metrics.render()).get('http_requests_total')?.samples).toEqual([
      { name: 'http_requests_total', labels: { method: 'GET', route: '/health', status: '200' }, value: 2 },
      { name: 'http_requests_total', labels: { method: 'GET', route: '/health', status: '500' }, value: 1 },
      { name: 'http_requests_total', labels: { method: 'POST', route: '/health', status: '200' }, value: 1 },
    ]);
  });

  test('a made-up method makes no series of its own', () => {
    const metrics = createHttpMetrics(fakeHost);
    for (const method of ['PROPFIND', 'BREW', 'get']) metrics.observe(method, 'other', 405, 0);
    const [sample, ...rest] = parseMetrics(metrics.render()).get('http_requests_total')?.samples ?? [];
    expect([sample?.labels.method, sample?.value, rest.length]).toEqual(['OTHER', 3, 0]);
  });

  test('buckets are cumulative, inclusive, and have one at 0.1 (E105)', () => {
    const metrics = createHttpMetrics(fakeHost);
    for (const seconds of [0.001, 0.1, 0.2, 11]) metrics.observe('GET', '/', 200, seconds);
    const samples = parseMetrics(metrics.render()).get('http_request_duration_seconds')?.samples ?? [];
    const buckets = samples.filter(({ name }) => name.endsWith('_bucket'));
    expect(buckets.map(({ labels, value }) => [labels.le, value])).toEqual([
      ['0.005', 1],
      ['0.01', 1],
      ['0.025', 1],
      ['0.05', 1],
      ['0.1', 2],
      ['0.25', 3],
      ['0.5', 3],
      ['1', 3],
      ['2.5', 3],
      ['5', 3],
      ['10', 3],
      ['+Inf', 4],
    ]);
    expect(samples.slice(-2)).toEqual([
      { name: 'http_request_duration_seconds_sum', labels: { method: 'GET', route: '/' }, value: 11.301 },
      { name: 'http_request_duration_seconds_count', labels: { method: 'GET', route: '/' }, value: 4 },
    ]);
  });

  test('connections go up and down', () => {
    const metrics = createHttpMetrics(fakeHost);
    for (const change of [1, 1, -1] as const) metrics.connections(change);
    expect(parseMetrics(metrics.render()).get('active_connections')?.samples).toEqual([
      { name: 'active_connections', labels: {}, value: 1 },
    ]);
  });
});
