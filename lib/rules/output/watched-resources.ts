import { found } from './faults';
import type { OutputRule } from './types';

export const watchedResources: OutputRule = {
  id: 'watched-resources',
  severity: 'error',
  protects: 'alarms and graphs from staying silent for ever: CloudWatch takes any name of a resource',
  source: 'AWS documentation, CloudWatch, "Metrics concepts"',
  reads: ['alarms'],
  wayOut: 'watch the resource under the name that its stack gives it',
  check: found('watched'),
};
