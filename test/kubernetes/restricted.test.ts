import { restrictedViolations } from '../../lib/kubernetes/restricted';
import { faultyPod, restrictedFaults, restrictedPod } from '../support/restricted-faults';

test('a pod that keeps the standard', () => {
  expect(restrictedViolations(restrictedPod())).toEqual([]);
});

test.each(restrictedFaults)('%s shows at %s, and nowhere else', (_, at, path, value) => {
  const found = restrictedViolations(faultyPod(path, value));
  expect(found.map((violation) => violation.at).join(', ')).toBe(at);
});

test.each<[string, string, unknown]>([
  ['a safe sysctl', 'securityContext.sysctls', [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]],
  ['a port below 1024', 'containers.0.securityContext.capabilities.add', ['NET_BIND_SERVICE']],
  ['a profile of the node', 'securityContext.seccompProfile', { type: 'Localhost', localhostProfile: 'a.json' }],
  [
    'volumes that are allowed',
    'volumes',
    [
      { name: 'a', emptyDir: {} },
      { name: 'b', secret: { secretName: 'x' } },
    ],
  ],
])('%s is allowed', (_, path, value) => {
  expect(restrictedViolations(faultyPod(path, value))).toEqual([]);
});
