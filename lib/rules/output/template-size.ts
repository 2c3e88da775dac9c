import type { Problem } from '../types';
import type { Output } from './output';
import type { OutputRule } from './types';

/** CloudFormation quotas. */
const MOST_BYTES = 1_000_000;
const most = { Resources: 500, Parameters: 200 } as const;

const TEMPLATE = /^cloudformation\/(.*)\.template\.json$/;

export const templateSize: OutputRule = {
  id: 'template-size',
  severity: 'error',
  protects: 'a stack from being refused before anything is made, for more than a template may have',
  source: "AWS, 'Understand CloudFormation quotas'",
  reads: ['aws', 'services'],
  wayOut: 'divide the services among several environments',
  check: (output) =>
    output.artifacts.flatMap(({ path, content }) => {
      const [, stack] = TEMPLATE.exec(path) ?? [];
      return stack === undefined
        ? []
        : [
            ...tooMany(stack, 'bytes', Buffer.byteLength(content), MOST_BYTES),
            ...Object.entries(most).flatMap(([section, limit]) =>
              tooMany(stack, section.toLowerCase(), countOf(output, path, section), limit),
            ),
          ];
    }),
};

const countOf = (output: Output, path: string, section: string): number =>
  output.definitions('resource').filter(({ file, at }) => file === path && at.startsWith(`${section}.`)).length;

const tooMany = (stack: string, what: string, value: number, limit: number): readonly Problem[] =>
  value <= limit
    ? []
    : [
        {
          path: 'services',
          message: `stack ${stack} would have ${value} ${what}, and CloudFormation takes ${limit}; divide the services among several environments`,
          value: `${value}`,
          limit: `${limit}`,
        },
      ];
