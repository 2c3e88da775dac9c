/** A pod that keeps the Pod Security Standard `restricted`. */
export const restrictedPod = (): Record<string, unknown> => ({
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'app',
      image: 'team/app:1.0',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
});

/** Ways to break it: what it is, where it shows in our words, the path of a field of the pod's spec and its value. */
export const restrictedFaults: readonly (readonly [string, string, string, unknown])[] = [
  ['the network of the node', 'hostNetwork', 'hostNetwork', true],
  ['the processes of the node', 'hostPID', 'hostPID', true],
  ['the memory of the node', 'hostIPC', 'hostIPC', true],
  ['a folder of the node', 'volumes[one].hostPath', 'volumes', [{ name: 'one', hostPath: { path: '/etc' } }]],
  ['root', 'securityContext.runAsUser', 'securityContext.runAsUser', 0],
  ['a user that may be root', 'securityContext.runAsNonRoot', 'securityContext.runAsNonRoot', false],
  ['no seccomp profile', 'securityContext.seccompProfile.type', 'securityContext.seccompProfile.type', 'Unconfined'],
  ['no word of seccomp', 'containers[app].securityContext.seccompProfile', 'securityContext.seccompProfile', undefined],
  ['no word of root', 'containers[app].securityContext.runAsNonRoot', 'securityContext.runAsNonRoot', undefined],
  [
    'a sysctl of the node',
    'securityContext.sysctls[kernel.msgmax].name',
    'securityContext.sysctls',
    [{ name: 'kernel.msgmax', value: '1' }],
  ],
  ['a type of SELinux', 'securityContext.seLinuxOptions.type', 'securityContext.seLinuxOptions', { type: 'spc_t' }],
  ['a user of SELinux', 'securityContext.seLinuxOptions.user', 'securityContext.seLinuxOptions', { user: 'system_u' }],
  ['a role of SELinux', 'securityContext.seLinuxOptions.role', 'securityContext.seLinuxOptions', { role: 'sysadm_r' }],
  ['no AppArmor', 'securityContext.appArmorProfile.type', 'securityContext.appArmorProfile', { type: 'Unconfined' }],
  [
    'privileges',
    'containers[app].securityContext.privileged, containers[app].securityContext.allowPrivilegeEscalation',
    'containers.0.securityContext',
    { privileged: true, allowPrivilegeEscalation: true, capabilities: { drop: ['ALL'] } },
  ],
  [
    'more privileges',
    'containers[app].securityContext.allowPrivilegeEscalation',
    'containers.0.securityContext.allowPrivilegeEscalation',
    undefined,
  ],
  [
    'capabilities that stay',
    'containers[app].securityContext.capabilities.drop',
    'containers.0.securityContext.capabilities.drop',
    ['NET_RAW'],
  ],
  [
    'a capability',
    'containers[app].securityContext.capabilities.add',
    'containers.0.securityContext.capabilities.add',
    ['SYS_TIME'],
  ],
  ['root in a container', 'containers[app].securityContext.runAsUser', 'containers.0.securityContext.runAsUser', 0],
  [
    'a port of the node',
    'containers[app].ports[0].hostPort',
    'containers.0.ports',
    [{ containerPort: 8080, hostPort: 8080 }],
  ],
  [
    'a probe of another host',
    'containers[app].livenessProbe.httpGet.host',
    'containers.0.livenessProbe',
    { httpGet: { host: '10.0.0.1', port: 80 } },
  ],
  [
    'an init container without a word',
    'initContainers[first].securityContext.allowPrivilegeEscalation',
    'initContainers',
    [{ name: 'first', image: 'team/app:1.0', securityContext: { capabilities: { drop: ['ALL'] } } }],
  ],
];

/** The pod with one fault: a field of its spec, by a dotted path, with another value or none. */
export function faultyPod(path: string, value: unknown): Record<string, unknown> {
  const spec = restrictedPod();
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((node, key) => node[key] as Record<string, unknown>, spec);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return spec;
}
