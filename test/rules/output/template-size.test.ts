import { allFacts } from '../../../lib/platform/facts';
import { resolvePlatform } from '../../../lib/platform/index';
import { Output } from '../../../lib/rules/output/output';
import { templateSize } from '../../../lib/rules/output/template-size';
import { renderPlatform } from '../../../lib/synthesize';
import { production } from '../../support/configs';

const registry = 'memorai-production-registry';

/** What is found in the template of a stack of so many bytes, resources and parameters. */
const found = (bytes: number, resources: number, parameters: number, stack = registry): string[] => {
  const file = `cloudformation/${stack}.template.json`;
  const ids = (section: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      kind: 'resource' as const,
      name: `${file}#${section}${index}`,
      file,
      at: `${section}.It${index}`,
    }));
  const definitions = [...ids('Resources', resources), ...ids('Parameters', parameters)];
  const output = new Output({
    artifacts: [{ path: file, content: 'x'.repeat(bytes) }],
    facts: () => allFacts([{ definitions }]),
  });
  return templateSize.check(output, resolvePlatform(production())).map(({ path, message }) => `${path}: ${message}`);
};

const divide = 'divide the services among several environments';

test.each<[string, [number, number, number], string[]]>([
  ['as much as CloudFormation takes', [1_000_000, 500, 200], []],
  [
    'one of each too many',
    [1_000_001, 501, 201],
    [
      `services: stack memorai-production-registry would have 1001 kB, and CloudFormation takes 1000; ${divide}`,
      `services: stack memorai-production-registry would have 501 resources, and CloudFormation takes 500; ${divide}`,
      `services: stack memorai-production-registry would have 201 parameters, and CloudFormation takes 200; ${divide}`,
    ],
  ],
])('%s', (_, [bytes, resources, parameters], expected) => {
  expect(found(bytes, resources, parameters)).toEqual(expected);
});

test('a stack of alarms is large by what is watched', () => {
  expect(found(1_000_001, 1, 0, 'memorai-production-observability')).toEqual([
    'alarms: stack memorai-production-observability would have 1001 kB, and CloudFormation takes 1000; take fewer nodes of Redis, or let others watch: alarms.enabled: false',
  ]);
});

test('five hundred services fill the registry, and are told before anything is written', () => {
  const services = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`s${index}`, { image: { repository: `team/s${index}` }, port: 3010 }]),
  );
  const platform = resolvePlatform(production({ aws: { account: '123456789012' }, services }));
  const output = new Output(renderPlatform(platform));
  expect(templateSize.check(output, platform)).toEqual([
    expect.objectContaining({ path: 'services', message: expect.stringContaining('505 resources') }),
  ]);
});
