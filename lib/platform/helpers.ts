/** A program of somebody else that runs beside the services and stores in Compose. */
interface Helper {
  /** Pinned; a config may name another. */
  readonly image: string;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** Sizes are what each needs with room to spare, not the tier's: none of them grows with the data. */
export const helpers = {
  caddy: { image: 'caddy:2.10.2-alpine', cpuMillis: 500, memoryMiB: 256 },
  /** The smaller of its two images, with the shell and wget of Alpine. */
  elasticmq: { image: 'softwaremill/elasticmq-native:1.6.14', cpuMillis: 500, memoryMiB: 256 },
  /** pg_dump of the server's major version, bash, and the crond of busybox. */
  backup: { image: 'postgres:15.14-alpine', cpuMillis: 1000, memoryMiB: 512 },
} as const satisfies Readonly<Record<string, Helper>>;
