import type { OutputRule } from './types';
import { unpromised } from './unpromised';
import { unresolved } from './unresolved';

export const storedParameters: OutputRule = {
  id: 'stored-parameters',
  severity: 'error',
  protects: 'deployments and pods from an address that is read under another name than it was published under',
  source: 'ADR 4, ADR 9',
  reads: ['aws'],
  wayOut: 'publish the fact under the name that the platform fixed for it, and read it there',
  check: (output, platform) => [
    ...unresolved(output, {
      kind: 'parameter',
      word: 'parameter',
      missing: 'which no stack publishes',
      path: 'aws',
    }),
    ...unpromised(output, 'parameter', Object.values(platform.aws?.parameters ?? {}), 'aws'),
  ],
};
