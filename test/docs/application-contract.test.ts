import { readFileSync } from 'node:fs';
import { loadEnvironments } from '../../lib/cli/environments';
import { applicationContract, setupCommand } from '../../lib/platform/contract';
import { defaultProbes, defaultServices } from '../../lib/platform/default-services';
import { settingsRegistry } from '../../lib/platform/settings-registry';
import { thisHost } from '../../lib/runtime/host';
import { createHttpMetrics } from '../../lib/runtime/http-metrics';
import { CHECK_TIMEOUT_MS, DEFAULT_GATES } from '../../lib/runtime/readiness';

const page = readFileSync('docs/application-contract.md', 'utf8');
/** Everything that the page shows as code. */
const code = [...page.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

describe('docs/application-contract.md', () => {
  const { readinessCheckMs, ...rest } = applicationContract;

  test.each(Object.entries(rest))('shows %s of the contract', (_, value) => {
    expect(code).toContain(String(value));
  });

  test('shows how the schema is migrated', () => {
    const [shell, option, steps] = setupCommand('migrate', 'index', 'verify');
    const others = (['seed', 'collection', 'index'] as const).map((step) => setupCommand(step)[2]);
    expect(code).toEqual(expect.arrayContaining([steps, `${shell} ${option}`, ...others]));
  });

  test('shows how long one check may take, as the reference service keeps it', () => {
    expect(page).toContain(
      `at most ${readinessCheckMs} ms, below the probe's ${defaultProbes.readiness.timeoutSeconds} s`,
    );
    expect(CHECK_TIMEOUT_MS).toBe(readinessCheckMs);
  });

  test('shows which checks decide', () => {
    expect(DEFAULT_GATES).toEqual(['database']);
    expect(page).toContain('Only the `database` check makes a service not ready');
  });

  test.each(Object.entries(defaultServices))('shows port, metrics path and grace period of %s', (name, service) => {
    expect(page).toContain(
      `| ${name} | ${service.port} | \`${service.metricsPath}\` | ${service.gracePeriodSeconds} s |`,
    );
  });

  test('shows every metric of the reference service', () => {
    const metrics = createHttpMetrics(thisHost);
    metrics.observe('GET', '/', 200, 0.05);
    const names = [...metrics.render().matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !code.includes(name))).toEqual([]);
  });

  test('shows the numbers that the platform derives', () => {
    const [production, serverless] = loadEnvironments({
      folder: 'environments',
      names: ['production', 'serverless'],
    }).map(({ platform }) => platform);
    expect(page).toContain(`the signal comes ${production?.services.api?.termination.preStopSeconds} s after`);
    expect(page).toContain('bound the heap at 75 % of the memory limit');
    expect(production?.services.api?.resources.limits.memoryMiB).toBe(1024);
    expect(production?.services.api?.settings.find(({ name }) => name === 'NODE_OPTIONS')?.source).toMatchObject({
      value: expect.stringContaining(`--max-old-space-size=${1024 * 0.75} `),
    });
    const { queue } = serverless ?? {};
    expect(page).toContain(`one batch of up to ${queue?.provider === 'sqs' ? queue.batchSize : 'no queue'} messages`);
  });

  test('names no setting that the registry does not have', () => {
    const names = code.filter((text) => /^[A-Z]+(_[A-Z]+)+$/.test(text ?? ''));
    // Node's own variable, which an image may set for itself.
    const settings = names.filter((name) => name !== 'NODE_EXTRA_CA_CERTS');
    expect(settings.filter((name) => settingsRegistry[name ?? ''] === undefined)).toEqual([]);
  });
});
