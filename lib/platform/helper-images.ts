/** Images that run beside the services and stores in Compose: pinned; a config may name others. */
export const helperImages = {
  caddy: 'caddy:2.10.2-alpine',
  /** The smaller of its two images, with a shell and wget of Alpine. */
  elasticmq: 'softwaremill/elasticmq-native:1.6.14',
  /** pg_dump of the server's major version, bash, and the crond of busybox. */
  backup: 'postgres:15.14-alpine',
} as const;
