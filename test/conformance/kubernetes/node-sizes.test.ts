import { machineTypes } from '../../../lib/platform/machine-types';
import { allocatable } from './node-sizes';

const pool = (provider: 'eks' | 'aks' | 'gke', instanceType: string) => {
  const capacity = machineTypes(provider)[instanceType];
  if (capacity === undefined) throw new Error(`${instanceType} is not in the table`);
  const label = { key: 'memorai.com/pool', value: 'one' };
  return {
    name: 'one',
    instanceType,
    minNodes: 1,
    maxNodes: 1,
    autoScaling: false,
    capacity,
    label,
    taint: label,
    tainted: false,
  };
};

/** Worked by hand from the formulas; without them a node would have 4000m and 16384 MiB. */
test.each([
  // 4000 − (60 + 10 + 10) − 400; 16384 × 0.925 − (255 + 11 × 58) − 100 − 768
  ['eks', 'm5.xlarge', 3520, 13_394, 50],
  // 8000 − (60 + 10 + 10 + 10) − 400
  ['eks', 'c5.2xlarge', 7510, 13_394, 50],
  // 2000 − (60 + 10) − 400; 16384 × 0.925 − (255 + 11 × 29) − 100 − 768
  ['eks', 'r6i.large', 1530, 13_713, 21],
  // 16384 × 0.925 = 15155.2; 1024 + 819.2 + 696.3 of it are kept
  ['gke', 'n2-standard-4', 3520, 11_747, 102],
  // 4000 − 140 − 400; a quarter of 16384 × 0.925 = 15155.2 is less than 20 × 250 + 50
  ['aks', 'Standard_D4s_v5', 3460, 10_498, 242],
  // 16000 − 260 − 400; 131072 × 0.925 − (20 × 250 + 50) − 100 − 768
  ['aks', 'Standard_E16s_v5', 15_340, 115_323, 242],
] as const)('%s %s leaves %im, %i MiB and %i pods', (provider, type, cpuMillis, memoryMiB, pods) => {
  expect(allocatable(provider, pool(provider, type))).toMatchObject({ cpuMillis, memoryMiB, pods });
});
