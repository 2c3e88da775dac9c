import { createHash } from 'node:crypto';
import { helpers } from '../platform/helpers';
import type { Compose, Platform } from '../platform/types';
import type { ComposeService } from './model';

/** A file beside the compose file, mounted into a container: its name, place and content. */
export interface ConfigFile {
  readonly name: string;
  readonly target: string;
  readonly content: string;
}

/** What differs between containers. */
export type Container = Omit<
  ComposeService,
  'restart' | 'init' | 'read_only' | 'tmpfs' | 'cap_drop' | 'security_opt' | 'logging' | 'labels' | 'configs' | 'deploy'
> & {
  readonly restart?: ComposeService['restart'];
  /** Whether only /tmp and volumes are writable. @default true */
  readonly readOnly?: boolean;
  /** Writable folders beside /tmp, in memory. */
  readonly tmpfs?: readonly string[];
  readonly files?: readonly ConfigFile[];
  readonly memoryMiB: number;
  readonly cpuMillis: number;
  readonly replicas?: number;
};

/** A container with the least rights: no capability, nothing writable but /tmp and its volumes, bounded memory and logs. */
export function container(platform: Platform, name: string, compose: Compose, given: Container): ComposeService {
  const {
    files = [],
    memoryMiB,
    cpuMillis,
    replicas,
    tmpfs = [],
    restart = 'unless-stopped',
    readOnly = true,
    ...own
  } = given;
  return {
    ...own,
    ...(files.length === 0 ? {} : { configs: files.map((file) => ({ source: file.name, target: file.target })) }),
    deploy: {
      ...(replicas === undefined ? {} : { replicas }),
      resources: { limits: { cpus: cores(cpuMillis, compose), memory: `${memoryMiB}m` } },
    },
    restart,
    init: true,
    read_only: readOnly,
    tmpfs: ['/tmp', ...tmpfs],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    logging: {
      driver: 'json-file',
      options: { 'max-size': `${compose.logging.maxSizeMiB}m`, 'max-file': String(compose.logging.maxFiles) },
    },
    labels: { ...labels(platform, name), ...contentLabel(files) },
  };
}

/** Limits of a program of somebody else. */
export const sizeOf = (name: keyof typeof helpers) => ({
  cpuMillis: helpers[name].cpuMillis,
  memoryMiB: helpers[name].memoryMiB,
});

/** Docker refuses a limit above the processors of the machine. */
const cores = (cpuMillis: number, { host }: Compose): string =>
  String(Math.min(cpuMillis, host?.cpuMillis ?? cpuMillis) / 1000);

const labels = (platform: Platform, name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': platform.environment,
  'app.kubernetes.io/version': platform.version,
  'app.kubernetes.io/part-of': 'memorai',
  'app.kubernetes.io/managed-by': 'memorai-infra',
});

/** Compose looks at names, not at bytes: with this, another content of a file makes another container. */
function contentLabel(files: readonly ConfigFile[]): Readonly<Record<string, string>> {
  if (files.length === 0) return {};
  const hash = createHash('sha256');
  for (const { name, content } of files) hash.update(`${name}\0${content}\0`);
  return { 'memorai.com/configuration': hash.digest('hex').slice(0, 8) };
}
