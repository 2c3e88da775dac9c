/** A name that may be another one without a finding, and why that is right, or who finds it. */
interface Survivor {
  readonly file: RegExp;
  /** Path in the document, `Type` of a resource in place of its logical id; a line of a text. */
  readonly at: RegExp;
  readonly name?: RegExp;
  readonly why: string;
}

const kubernetes = (kinds: string, at: RegExp, why: string): Survivor => ({
  file: new RegExp(`^kubernetes/[^/]+/(?:${kinds})-`),
  at,
  why,
});
const aws = (at: RegExp, why: string): Survivor => ({ file: /^cloudformation\//, at, why });
const compose = (file: RegExp, at: RegExp, why: string): Survivor => ({ file, at, why });

export const survivors: readonly Survivor[] = [
  kubernetes(
    'horizontalpodautoscaler|poddisruptionbudget|networkpolicy|certificate|externalsecret|ingress|job|cronjob|httproute|rolebinding|clusterissuer|podmonitor|prometheusrule|scrapeconfig|servicemonitor',
    /^metadata\.name$/,
    'nothing refers to it by name: what it does, it does to what it selects',
  ),
  kubernetes(
    'service',
    /^metadata\.name$/,
    'of a service that no other of ours calls: its clients are pods of others, and docs/first-deployment.md names it',
  ),
  kubernetes(
    'service|statefulset',
    /^spec\.(?:template\.spec\.containers\.\d+\.)?ports\.\d+\.name$/,
    'whoever connects names the number',
  ),
  kubernetes(
    'statefulset|job',
    /\.env\.\d+\.name$/,
    'a variable of an image of others: test/conformance/stores runs those images',
  ),
  {
    file: /^kubernetes\/65-exporters\/deployment-/,
    at: /\.env\.\d+\.name$/,
    why: 'a variable of an exporter: test/conformance/monitoring starts it with these',
  },
  {
    file: /^(?:kubernetes\/65-exporters\/deployment-|compose\/compose\.yaml$)/,
    at: /image$/,
    name: /postgres-exporter|redis_exporter|node-exporter|grafana|jaeger|prometheus|alertmanager|opentelemetry/,
    why: 'named once, and made by others: a registry refuses a name that is not there, before anything is stopped',
  },
  aws(
    /^Resources\.[A-Za-z0-9:]+$/,
    'no other resource of the template refers to it; those with data are pinned, and a test holds them',
  ),
  aws(/^Parameters\.\w+$/, 'no resource refers to it'),
  aws(
    /Properties\.(?:AlarmName|TopicName|DashboardName|DBInstanceIdentifier|DBProxyName|ManagedPolicyName|CacheSubnetGroupName|BackupVaultName|LogGroupName|RepositoryName|ApplicationName|DeploymentGroupName|Name|AliasName|FunctionName)$/,
    'only people look for it by name; the template refers to it by its logical id',
  ),
  aws(
    /BackupPlanName$|RuleName$|SelectionName$|PolicyName$|AttributeName$|IndexName$/,
    'the name of a part within its own resource',
  ),
  aws(
    /Environment\.Variables\.(?:ADMIN_SECRET_ID|APPLICATION_SECRET_ID|MONITOR_SECRET_ID|BOOTSTRAP_FACTS|DB_HOST|DB_PORT|NODE_EXTRA_CA_CERTS)$/,
    'read by the bootstrap function, whose tests run it with this environment',
  ),
  compose(
    /compose\.yaml$/,
    /^services\.(?!memorai-|migrate)[\w-]+\.environment\./,
    'a variable of an image of others: test/conformance/compose runs what it can of them',
  ),
  compose(/compose\.yaml$/, /^name$/, 'the name of the project: whatever it is, all of the project has it'),
  compose(/\.sh$/, /^line/, 'a variable or a word of a script, which a test runs'),
  compose(/\.(?:sql|conf|yaml)$/, /^line/, 'a word of a language of others that happens to be a name elsewhere'),
  compose(/compose\.yaml$/, /^services\.node-exporter\.volumes\.\d+\.source$/, 'a path that every Linux has'),
  aws(/Rules\.\d+\.Name$|DisplayName$/, 'a heading for people'),
  aws(/iam:AWSServiceName$/, "a name of AWS's own; test/aws/iam.test.ts lists every statement"),
  {
    file: /^grafana\/provisioning\//,
    at: /^(?:datasources|providers)\.0\.name$/,
    why: 'a heading for people: dashboards take the source that is the default',
  },
  {
    file: /^grafana\/dashboards\//,
    at: /^templating\.list\.0\.name$/,
    why: 'every panel asks by this name: test/monitoring/dashboards.test.ts',
  },
  kubernetes('prometheusrule', /^spec\.groups\.\d+\.name$/, 'a heading for people'),
  kubernetes('scrapeconfig', /^spec\.jobName$/, 'older operators do not know it: a relabeling says the same after it'),
  {
    file: /^grafana\/configmaps\//,
    at: /^(?:metadata\.name|data\.[\w.-]+\.json)$/,
    why: 'the sidecar of Grafana finds it by its label, and takes every file in it',
  },
  { file: /^prometheus\//, at: /^(?:groups|tests)\.\d+\.name$/, why: 'a heading for people' },
];
