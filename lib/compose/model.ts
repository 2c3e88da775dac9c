/** A value that is in `.env`; Compose refuses to start without it. */
export interface Variable {
  readonly variable: string;
  /** Printed by Compose where it is missing. */
  readonly message: string;
}

export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface PortMapping {
  readonly host_ip: string;
  /** One port, or a range for replicas: `3001-3002`. */
  readonly published: string;
  readonly target: number;
  readonly protocol?: 'tcp' | 'udp';
}

export type Mount =
  | { readonly type: 'volume'; readonly source: string; readonly target: string; readonly read_only?: boolean }
  | {
      readonly type: 'bind';
      /** From the folder of the compose file, or absolute. */
      readonly source: Variable | string;
      readonly target: string;
      readonly read_only?: true;
      readonly bind: { readonly create_host_path: false; readonly propagation?: 'rslave' };
    };

/** A secret by its name, or also where the container finds it, instead of below /run/secrets. */
export type SecretMount = string | { readonly source: string; readonly target: string };

export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  /** Failures in this time do not count, and checks come every `start_interval`. */
  readonly start_period: string;
  readonly start_interval: string;
}

interface Amounts {
  readonly cpus?: string;
  readonly memory: string;
}

/** One service of a compose file: the part of the specification that is used here. Durations and sizes carry units. */
export interface ComposeService {
  readonly image: string;
  readonly pull_policy?: 'always' | 'missing' | 'never';
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | Variable>>;
  readonly user?: string;
  readonly group_add?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck?: Healthcheck;
  readonly ports?: readonly PortMapping[];
  readonly networks: readonly string[];
  readonly volumes?: readonly Mount[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly secrets?: readonly SecretMount[];
  readonly deploy: {
    readonly replicas?: number;
    readonly resources: { readonly limits: Amounts; readonly reservations?: Amounts };
  };
  readonly restart: 'unless-stopped' | 'no';
  readonly init: true;
  readonly read_only: boolean;
  readonly tmpfs: readonly string[];
  readonly cap_drop: readonly ['ALL'];
  readonly cap_add?: readonly string[];
  readonly security_opt: readonly ['no-new-privileges:true'];
  readonly stop_grace_period?: string;
  readonly shm_size?: string;
  readonly ulimits?: { readonly nofile: { readonly soft: number; readonly hard: number } };
  readonly logging: {
    readonly driver: 'json-file';
    readonly options: { readonly 'max-size': string; readonly 'max-file': string };
  };
  readonly labels: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly stdin_open?: true;
  readonly tty?: true;
}

/** A compose file without `version`, which is obsolete (E12). */
export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: true }>>;
  readonly volumes: Readonly<Record<string, Readonly<Record<string, never>>>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
}
