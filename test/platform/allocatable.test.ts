import { allocatable } from '../../lib/platform/allocatable';
import { type ClusterProvider, machineTypes } from '../../lib/platform/machine-types';

/** What is left of a machine, reckoned by hand from the page of each provider. */
test.each<[ClusterProvider, string, number, number]>([
  ['eks', 'm5.large', 1_930, 8_192 - 255 - 11 * 29 - 100],
  ['eks', 'm5.xlarge', 3_920, 16_384 - 255 - 11 * 58 - 100],
  ['eks', 'c5.2xlarge', 7_910, 16_384 - 255 - 11 * 58 - 100],
  ['eks', 'r5.8xlarge', 31_850, 262_144 - 255 - 11 * 234 - 100],
  ['gke', 'n2-standard-4', 3_920, 16_384 - 2_662 - 100 - 1],
  ['gke', 'n2-highmem-32', 31_850, 262_144 - 9_543 - 2_622 - 100 - 1],
  ['aks', 'Standard_D4s_v5', 3_860, 16_384 - 2_250 - 100],
  ['aks', 'Standard_D2s_v5', 1_900, 8_192 - 2_048 - 100],
])('on %s %s leaves %im and %iMi to pods', (provider, instanceType, cpuMillis, memoryMiB) => {
  const capacity = machineTypes(provider)[instanceType] ?? { cpuMillis: 0, memoryMiB: 0 };
  expect(allocatable(provider, { instanceType, capacity })).toEqual({ cpuMillis, memoryMiB });
});

test('a generic cluster has what its config says', () => {
  const capacity = { cpuMillis: 4_000, memoryMiB: 16_384 };
  expect(allocatable('generic', { instanceType: 'custom', capacity })).toEqual(capacity);
});
