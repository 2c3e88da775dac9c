import type { Finding } from '../../../lib/rules/types';
import { faults } from './faults';
import { plant, renderings } from './planted';

/** Who is told of what place; what there is instead differs with the targets. */
const place = ({ rule, path, message }: Finding): string => `${rule} ${path}: ${message.replace(/, which .*/, '')}`;

test.each([...renderings].filter(([, { platform }]) => platform.targets.includes('kubernetes')))(
  'objects of %s alone have no fault: what others make is not missed',
  (_, rendering) => {
    expect(rendering.findingsAlone().map(place)).toEqual([]);
  },
);

const planted = faults.filter(({ file }) => file.startsWith('kubernetes/'));

/** Faults of an object that show only beside what another target wrote. */
const needOthers = [
  'a metric that nobody exports, in what the operator takes',
  'a role for a service account that no pod has',
  'a port that the pods do not have',
  'a property that the secret does not have',
];

test.each(planted.map((fault) => [fault.what, fault] as const))(
  'objects alone show what is planted: %s',
  (_, fault) => {
    const { before, after, found } = plant(fault);
    const alone = renderings.get(fault.environment)?.findingsAlone({ before, after }) ?? [];
    const seen = alone.filter(({ rule }) => rule === fault.rule).map(place);
    expect(seen).toEqual(needOthers.includes(fault.what) ? [] : found.after.map(place));
  },
);
