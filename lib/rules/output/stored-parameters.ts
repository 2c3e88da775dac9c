import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unpromised } from './unpromised';
import { unresolved } from './unresolved';

const promised = ({ aws }: Platform): readonly string[] => [
  ...Object.values(aws?.parameters ?? {}),
  ...Object.values(aws?.api?.urlParameters ?? {}),
];

export const storedParameters: OutputRule = {
  id: 'stored-parameters',
  severity: 'error',
  protects: 'deployments and pods from an address that is read under another name than it was published under',
  source: 'ADR 4, ADR 9',
  reads: ['aws', 'patches', 'extraObjects'],
  wayOut: 'publish the fact under the name that the platform fixed for it, and read it there',
  check: (output, platform) => [
    ...unresolved(output, {
      kind: 'parameter',
      word: 'parameter',
      missing: 'which no stack publishes',
      path: 'aws',
      isElsewhere: ({ name }) => !platform.targets.includes('aws') && promised(platform).includes(name),
    }),
    ...unpromised(output, 'parameter', promised(platform), 'aws'),
  ],
};
