import type { Setting } from './settings';

/** One machine with Docker Compose: the guide's second model (L46). */
export interface Compose {
  /** In front of every container, network and volume. */
  readonly project: string;
  /** Address that ports of services are published on. */
  readonly bind: string;
  /** Services that the machine reaches by a port, by name; as many ports as replicas. */
  readonly published: Readonly<Record<string, PublishedPorts>>;
  /** TLS in front of the public services. */
  readonly proxy?: ComposeProxy;
  /** Dumps of the database; only where it runs here. */
  readonly backups?: ComposeBackups;
  /** What the profile `monitoring` starts; absent where there is no such profile. */
  readonly monitoring?: ComposeMonitoring;
  readonly logging: { readonly maxSizeMiB: number; readonly maxFiles: number };
  /** Services that may run from a folder of the machine, by name. */
  readonly sources: Readonly<Record<string, ComposeSource>>;
  readonly host?: { readonly cpuMillis: number; readonly memoryMiB: number };
}

export interface PublishedPorts {
  readonly first: number;
  readonly last: number;
}

export interface ComposeProxy {
  readonly kind: 'caddy';
  readonly image: string;
  /** Where the certificate authority writes to. */
  readonly email?: string;
  readonly staging: boolean;
  /** Address that ports 80 and 443 are published on. */
  readonly bind: string;
}

export interface ComposeBackups {
  readonly image: string;
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  /** The longest time from one start to the next. */
  readonly longestGapSeconds: number;
  readonly retentionDays: number;
  /** Backups that stay, however old. */
  readonly keep: number;
  /** Absent where it is switched off, with a reason in `optOuts`. */
  readonly restoreTest?: RestoreTest;
}

/** The newest backup is restored, looked at and dropped again. */
export interface RestoreTest {
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  /** The longest time from one start to the next. */
  readonly longestGapSeconds: number;
  /** Where it is restored to, on the same server, and the role that restores it: neither is there in between. */
  readonly database: string;
}

export interface ComposeSource {
  /** Folder in the container. */
  readonly target: string;
  readonly command?: readonly string[];
}

/** Programs that watch the platform, and what they need beside the files of the target `monitoring`. */
export interface ComposeMonitoring {
  readonly images: Readonly<Record<MonitoringProgram, string>>;
  /** On 127.0.0.1 alone, whatever `bind` is: most of them ask nobody for a name. */
  readonly ports: Readonly<Record<MonitoringPage, number>>;
  /** How long Prometheus keeps what it has, and how much of it; the smaller one counts. */
  readonly retention: { readonly days: number; readonly sizeMiB: number };
  /** Secrets, each a file: Grafana's password, the key of Qdrant, and one a receiver of alerts. */
  readonly settings: readonly Setting[];
}

/** Those with pages for people. */
export type MonitoringPage = 'alertmanager' | 'grafana' | 'jaeger' | 'prometheus';
export type MonitoringProgram = MonitoringPage | 'nodeExporter' | 'collector';
