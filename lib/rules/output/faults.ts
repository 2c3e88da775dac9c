import type { Fault } from '../../platform/facts';
import type { OutputRule } from './types';

/** What targets find wrong within their own output, each by its own check. */
const found =
  (wanted: Fault['check']): OutputRule['check'] =>
  ({ facts }) =>
    facts.faults.flatMap(({ check, path, message }) => (check === wanted ? [{ path, message }] : []));

export const finalObjects: OutputRule = {
  id: 'final-objects',
  severity: 'error',
  protects:
    'a Kubernetes object that names, selects or is refused what is not there is only seen when it is applied, or later',
  source: 'E41, E67, E75; Kubernetes, "Pod Security Standards"',
  reads: ['patches', 'extraObjects'],
  wayOut: 'mend the patch or the extra object that the path names',
  check: found('objects'),
};

export const composeReferences: OutputRule = {
  id: 'compose-references',
  severity: 'error',
  protects: 'a compose file that names what it does not declare fails on the machine, when it is started',
  source: 'E1, E2, E6',
  reads: ['compose'],
  wayOut: 'declare what is named, or remove the name',
  check: found('compose'),
};

export const watchedResources: OutputRule = {
  id: 'watched-resources',
  severity: 'error',
  protects: 'an alarm on a name that nothing has never rings: CloudWatch takes any dimension, and shows only silence',
  source: 'AWS documentation, CloudWatch, "Metrics concepts"',
  reads: ['alarms'],
  wayOut: 'watch the resource under the name that its stack gives it',
  check: found('watched'),
};
