import type { Problem } from '../types';
import type { Output } from './output';
import type { OutputRule } from './types';

/** CloudFormation quotas. */
const MOST_KILOBYTES = 1_000;
const most = { Resources: 500, Parameters: 200 } as const;

/** What makes a stack large, and what to do about it; of most it is what each service brings. */
const largeBy = {
  observability: { path: 'alarms', wayOut: 'take fewer nodes of Redis, or let others watch: alarms.enabled: false' },
  others: { path: 'services', wayOut: 'divide the services among several environments' },
} as const;

const TEMPLATE = /^cloudformation\/(.*)\.template\.json$/;

export const templateSize: OutputRule = {
  id: 'template-size',
  severity: 'error',
  protects: 'a stack from being refused before anything is made, for more than a template may have',
  source: "AWS, 'Understand CloudFormation quotas'",
  reads: ['alarms', 'aws', 'services', 'stores.redis.topology'],
  wayOut: 'divide the services among several environments; where the alarms are too many, take fewer nodes',
  check: (output) =>
    output.artifacts.flatMap(({ path, content }) => {
      const [, stack] = TEMPLATE.exec(path) ?? [];
      return stack === undefined
        ? []
        : [
            ...tooMany(stack, 'kB', Math.ceil(Buffer.byteLength(content) / 1000), MOST_KILOBYTES),
            ...Object.entries(most).flatMap(([section, limit]) =>
              tooMany(stack, section.toLowerCase(), countOf(output, path, section), limit),
            ),
          ];
    }),
};

const countOf = (output: Output, path: string, section: string): number =>
  output.definitions('resource').filter(({ file, at }) => file === path && at.startsWith(`${section}.`)).length;

function tooMany(stack: string, what: string, value: number, limit: number): readonly Problem[] {
  if (value <= limit) return [];
  const { path, wayOut } = largeBy[stack.endsWith('-observability') ? 'observability' : 'others'];
  return [
    {
      path,
      message: `stack ${stack} would have ${value} ${what}, and CloudFormation takes ${limit}; ${wayOut}`,
      value: `${value}`,
      limit: `${limit}`,
    },
  ];
}
