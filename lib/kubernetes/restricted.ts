import { type Fields, fieldAt, itemsAt, mapAt, textAt } from '../platform/fields';
import { containersOf } from './pod-template-of';

/** What keeps a pod out of a namespace; `at` is the path inside its spec. */
export interface Violation {
  readonly at: string;
  readonly message: string;
}

/** A field, and whether its value is allowed; undefined where it is not set. */
type Rule = readonly [at: string, allowed: (value: unknown) => boolean, message: string];

const absentOr =
  (...values: readonly unknown[]) =>
  (value: unknown) =>
    value === undefined || values.includes(value);

const runtimeProfiles = ['RuntimeDefault', 'Localhost'] as const;

/** Of the pod and of each container alike. */
const common: readonly Rule[] = [
  ['securityContext.runAsUser', (value) => value !== 0, 'must not be 0'],
  ['securityContext.seccompProfile.type', absentOr(...runtimeProfiles), 'must be RuntimeDefault or Localhost'],
  ['securityContext.appArmorProfile.type', absentOr(...runtimeProfiles), 'must be RuntimeDefault or Localhost'],
  ['securityContext.runAsNonRoot', absentOr(true), 'must be true'],
  [
    'securityContext.seLinuxOptions.type',
    absentOr('', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'),
    'must be a type of containers',
  ],
  ['securityContext.seLinuxOptions.user', absentOr(''), 'must not be set'],
  ['securityContext.seLinuxOptions.role', absentOr(''), 'must not be set'],
  ['securityContext.windowsOptions.hostProcess', absentOr(false), 'must not be true'],
];

const ofPod: readonly Rule[] = [
  ...common,
  ['hostNetwork', absentOr(false), 'must not be true'],
  ['hostPID', absentOr(false), 'must not be true'],
  ['hostIPC', absentOr(false), 'must not be true'],
];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const ofContainer: readonly Rule[] = [
  ...common,
  ['securityContext.privileged', absentOr(false), 'must not be true'],
  ['securityContext.allowPrivilegeEscalation', (value) => value === false, 'must be false'],
  ['securityContext.capabilities.drop', (value) => list(value).includes('ALL'), 'must hold ALL'],
  [
    'securityContext.capabilities.add',
    (value) => list(value).every((one) => one === 'NET_BIND_SERVICE'),
    'may hold NET_BIND_SERVICE only',
  ],
  ['securityContext.procMount', absentOr('Default'), 'must be Default'],
];

const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];

/** Where a pod breaks the Pod Security Standard `restricted` (kubernetes.io, Pod Security Standards); empty when it keeps it. */
export function restrictedViolations(spec: Fields): readonly Violation[] {
  return [
    ...broken(ofPod, spec, ''),
    ...itemsAt(spec, 'volumes').flatMap(([at, { name: _, ...volume }]) =>
      Object.keys(volume)
        .filter((type) => !volumeTypes.includes(type))
        .map((type) => ({ at: `${at}.${type}`, message: 'is no type of volume that may be used' })),
    ),
    ...itemsAt(spec, 'securityContext.sysctls')
      .filter(([, { name }]) => !safeSysctls.some((safe) => safe === name))
      .map(([at]) => ({ at: `${at}.name`, message: 'is no sysctl that may be set' })),
    ...containersOf(spec).flatMap(([at, container]) => [
      ...broken(ofContainer, container, `${at}.`),
      ...inherited(spec, container, at),
      ...itemsAt(container, 'ports')
        .filter(([, { hostPort }]) => hostPort !== undefined && hostPort !== 0)
        .map(([port]) => ({ at: `${at}.${port}.hostPort`, message: 'must not be set' })),
      ...hostFields
        .filter((field) => textAt(container, field) !== undefined)
        .map((field) => ({
          at: `${at}.${field}`,
          message: 'must not be set',
        })),
    ]),
  ];
}

/** A probe or hook of another host could reach into the node's network (from 1.34). */
const hostFields = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
].flatMap((probe) => [`${probe}.httpGet.host`, `${probe}.tcpSocket.host`]);

const broken = (rules: readonly Rule[], value: Fields, prefix: string): readonly Violation[] =>
  rules
    .filter(([at, allowed]) => !allowed(fieldAt(value, at)))
    .map(([at, , message]) => ({ at: `${prefix}${at}`, message }));

/** What has to be said by the pod or by the container. */
function inherited(spec: Fields, container: Fields, at: string): readonly Violation[] {
  return (['runAsNonRoot', 'seccompProfile'] as const)
    .filter((field) => mapAt(container, 'securityContext')[field] === undefined)
    .filter((field) => mapAt(spec, 'securityContext')[field] === undefined)
    .map((field) => ({
      at: `${at}.securityContext.${field}`,
      message: `must be set, here or for the whole pod`,
    }));
}
