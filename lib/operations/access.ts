import { aws, kubectl } from '../monitoring/alerts/commands';
import { inCluster, onOneMachine } from '../monitoring/alerts/places';
import { caBundle, hostCommand, signInOf, targetAs } from '../platform/database/sign-in';
import type { Aws, Platform, StoreName } from '../platform/types';
import { usesStore } from '../platform/uses';

/** What has to be done once, before the commands of the other sections work. */
export interface Access {
  readonly what: string;
  /** Absent where a sentence is all. */
  readonly command?: string;
}

/** How a person reaches what runs: with the environment's own names, and without any secret. */
export const accessTo = (platform: Platform): readonly Access[] => [
  ...toCluster(platform),
  ...toMachine(platform),
  ...toDatabase(platform),
  ...toCache(platform),
  ...toMonitoring(platform),
];

const toCluster = ({ aws: section, cluster }: Platform): readonly Access[] => {
  if (cluster === undefined) return [];
  const namespace = `what runs is in the namespace \`${cluster.namespace}\``;
  return section?.eks === undefined
    ? [{ what: `Point kubectl at the cluster (${cluster.provider}); ${namespace}.` }]
    : [
        {
          what: `Point kubectl at the cluster; ${namespace}`,
          command: `aws eks update-kubeconfig --region ${section.region} --name ${section.eks.name}`,
        },
      ];
};

const toMachine = (platform: Platform): readonly Access[] =>
  onOneMachine(platform)
    ? [
        {
          what: `Everything runs on one machine: sign in there, and go to the folder that holds \`dist/${platform.environment}\`.`,
        },
      ]
    : [];

/** A database of ours is reached inside its container: nothing has to be known. */
function toDatabase(platform: Platform): readonly Access[] {
  const { postgres } = platform.stores;
  if (postgres.provider === 'cluster') return [];
  if (postgres.provider === 'aurora' && platform.aws !== undefined) return toAurora(platform, platform.aws);
  const where = postgres.provider === 'external' ? `, at \`${postgres.host}:${postgres.port}\`` : '';
  return fromSecret(platform, 'postgres', 'DATABASE_URL', `Reach the database${where}, from inside the network`);
}

/** As the role of people; as the application, whose sessions nobody else may end. */
function toAurora(platform: Platform, section: Aws): readonly Access[] {
  const session = signInOf(platform);
  const { username } = platform.stores.postgres;
  const password = aws(
    platform,
    'secretsmanager',
    'get-secret-value',
    `--secret-id ${section.databaseSecrets.application} --query SecretString --output text | jq --raw-output .password`,
  );
  return [
    {
      what: `Find the database, which is reached from inside the network, with ${caBundle(section.region)} beside you`,
      command: `H=$(${hostCommand(section)})`,
    },
    ...(session === undefined
      ? []
      : [
          {
            what: 'Sign in as yourself, for a quarter of an hour: this role reads every table and every statistic, and changes nothing',
            command: `export PGPASSWORD=$(${session.token})\nexport DATABASE_URL="${session.target}"`,
          },
        ]),
    {
      what: 'Or as the application, which may end its own sessions (`pg_terminate_backend`)',
      command: `export PGPASSWORD=$(${password})\nexport DATABASE_URL="${targetAs(platform, username)}"`,
    },
  ];
}

function toCache(platform: Platform): readonly Access[] {
  const { redis } = platform.stores;
  if (redis.provider === 'cluster') return [];
  const section = platform.aws;
  const host: readonly Access[] =
    redis.provider === 'elasticache' && section !== undefined
      ? [
          {
            what: 'Reach the cache, from inside the network',
            command: `export REDIS_HOST=$(${aws(platform, 'ssm', 'get-parameter', `--name ${section.parameters.redisHost}`, '--query Parameter.Value --output text')})`,
          },
        ]
      : [];
  return redis.auth ? [...host, ...fromSecret(platform, 'redis', 'REDIS_PASSWORD', 'The password of the cache')] : host;
}

/** The name under which a program of ours has it, and the one under which the client reads it. */
const variables = { DATABASE_URL: 'DATABASE_URL', REDIS_PASSWORD: 'REDISCLI_AUTH' } as const;

/** What a service that uses the store has, wherever that is kept. */
function fromSecret(
  platform: Platform,
  store: StoreName,
  name: keyof typeof variables,
  what: string,
): readonly Access[] {
  const service = Object.values(platform.services).find(({ uses }) => usesStore(uses, store));
  const source = service?.settings.find((setting) => setting.name === name)?.source;
  if (service === undefined || source === undefined) return [];
  const exported = (command: string): readonly Access[] => [
    { what, command: `export ${variables[name]}=$(${command})` },
  ];
  if (inCluster(platform)) {
    const kept = source.from === 'secretKey' ? source : { name: service.secretName, key: name };
    return exported(
      `${kubectl(platform, `get secret ${kept.name} --output jsonpath='{.data.${kept.key}}'`)} | base64 --decode`,
    );
  }
  if (source.from !== 'secret' || onOneMachine(platform))
    return [{ what: `${what}: with ${name} of the environment.` }];
  const read = aws(
    platform,
    'secretsmanager',
    'get-secret-value',
    `--secret-id ${source.secretName} --query SecretString --output text`,
  );
  return exported(source.property === undefined ? read : `${read} | jq --raw-output .${source.property}`);
}

/** Prometheus and Alertmanager, where no command goes into their containers. */
function toMonitoring(platform: Platform): readonly Access[] {
  const { cluster, dashboards } = platform;
  if (cluster === undefined || dashboards === undefined) return [];
  const { hostname, port } = new URL(dashboards.prometheusUrl);
  const [service = '', namespace] = hostname.split('.');
  const alertmanager = service === 'prometheus-operated' ? 'alertmanager-operated' : 'alertmanager';
  const forward = (name: string, where: string, ports: string) =>
    `kubectl --namespace ${where} port-forward service/${name} ${ports} &`;
  return [
    {
      what: 'Ask Prometheus and Alertmanager from here',
      command: [
        forward(service, namespace ?? cluster.monitoringNamespace, `9090:${port === '' ? '80' : port}`),
        forward(alertmanager, cluster.monitoringNamespace, '9093'),
      ].join('\n'),
    },
  ];
}
