import type { Document } from '../../lib/platform/facts';

/** One name in a document, and the document with another name in its place. */
export interface Mutation {
  readonly before: Document;
  /** Path in the document; a line in a text. */
  readonly at: string;
  readonly name: string;
  readonly after: () => Document;
}

type Path = readonly (string | number)[];
type Fields = Record<string, unknown>;

/**
 * Fields that hold a name: of the thing itself, or of another one. Written down from the formats' own documentation, and
 * not from what the rules read.
 */
const fields = new Set([
  // Kubernetes
  ...['name', 'namespace', 'app', 'key', 'property', 'secretKey', 'secretName', 'serviceName', 'serviceAccountName'],
  ...['claimName', 'storageClassName', 'ingressClassName', 'gatewayClassName', 'sectionName', 'host', 'hostname'],
  ...['dnsNames', 'hosts', 'hostnames', 'resources', 'image', 'subPath', 'queueURLFromEnv'],
  ...['kubernetes.io/metadata.name', 'memorai.com/pool', 'external-dns.alpha.kubernetes.io/hostname'],
  // CloudFormation
  ...['Ref', 'Fn::GetAtt', 'DependsOn', 'Default', 'ServiceAccount', 'Namespace', 'SecretId', 'TargetId'],
  ...['aws:RequestTag/eks-cluster-name', 'aws:RequestTag/kubernetes-namespace'],
  ...['aws:RequestTag/kubernetes-service-account'],
  // Compose
  ...['source', 'networks', 'secrets', 'variable', 'file'],
  // Prometheus and Alertmanager
  ...[
    'jobLabel',
    'replacement',

    'job_name',
    'alert',
    'record',
    'receiver',
    'alertname',
    'rule_files',
    'targets',
    'names',
    'runbook_url',
  ],
]);

/** Maps whose keys are names. */
const maps = new Set([
  ...['data', 'Resources', 'Parameters', 'Variables'],
  ...['services', 'networks', 'volumes', 'secrets', 'configs', 'environment', 'depends_on'],
]);

/** What stands in one of these fields and is a word of the format, not a name of ours. */
const words: readonly RegExp[] = [
  // For people: nothing finds anything by them.
  /\bTags\b|\bannotations\.(?!external-dns)(?!runbook_url)|alert_rule_test\.\d+\.exp_/,
  // Attributes, services, add-ons, metrics and parameters have the names that AWS gives them.
  /Fn::GetAtt\.1$|\.(?:ServiceName|AddonName|MetricName|DeploymentConfigName|DeviceName|TargetGroupName)$|\.Properties\.Parameters\./,
  /^Resources\.[^.]+\.Properties(?:\.Metrics\.\d+\.MetricStat\.Metric)?\.Namespace$(?<!Association.*)/,
  // CDK's own parameter and rule.
  /BootstrapVersion/,
  // Of CPU and memory, which an autoscaler looks at.
  /\.resource\.name$/,
];

const isWord = (path: Path, value: string): boolean =>
  value.startsWith('AWS::') || words.some((word) => word.test(path.join('.')));

/** Names inside a longer text: of metrics in an expression, of what an ARN or an address leads to. */
function insideOf(path: Path, value: string): readonly string[] {
  const field = path.at(-1);
  if (field === 'expr' || field === 'series') {
    const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    return [...new Set(bare.match(/\b[a-z]+_[a-zA-Z0-9_]+\b(?!\s*\()/g) ?? [])].filter(
      // Labels and functions are no names of metrics.
      (name) => !/^(?:application|label|group|histogram|predict|dimension|rule|job)_/.test(name),
    );
  }
  const arn = /:(?:secret:|parameter\/|function:|cluster:)?(memorai[\w/-]*\w)(?:-\?+)?$/.exec(value)?.[1];
  if (arn !== undefined) return [arn];
  const host = /^[a-z]+:\/\/([a-z][\w-]*)(?=[:/]|$)/.exec(value)?.[1];
  return host === undefined ? [] : [host];
}

/** A name that nothing has, of the same form. */
const other = (name: string): string =>
  name.replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => `${letter}${letter < 'a' ? 'X' : 'x'}`);

/**
 * Every name of a document, changed one at a time.
 *
 * @param known - names that are looked for in texts
 */
export function mutationsOf(before: Document, known: ReadonlySet<string>): readonly Mutation[] {
  return typeof before.value === 'string' ? inText(before, before.value, known) : inValue(before);
}

function inValue(before: Document): readonly Mutation[] {
  const found: Mutation[] = [];
  const add = (path: Path, name: string, change: (parent: Fields, key: string) => void) => {
    const after = () => {
      const value = structuredClone(before.value);
      const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Fields)[key], value);
      change(parent as Fields, String(path.at(-1)));
      return { ...before, value };
    };
    found.push({ before, at: path.join('.'), name, after });
  };
  const leaf = (text: string, path: Path) => {
    if (text === '' || isWord(path, text)) return;
    // The items of a list are of the field that holds it.
    const field = String(path.findLast((step) => typeof step === 'string'));
    const isName = fields.has(field) || /(?:Name|Identifier)$/.test(field);
    for (const name of (isName ? [text] : insideOf(path, text)).filter((one) => other(one) !== one)) {
      add(path, name, (parent, key) => {
        parent[key] = text.replace(name, other(name));
      });
    }
  };
  const visit = (node: unknown, path: Path): void => {
    if (typeof node === 'string') leaf(node, path);
    if (typeof node !== 'object' || node === null) return;
    const isList = Array.isArray(node);
    for (const [key, value] of Object.entries(node)) {
      const below = [...path, isList ? Number(key) : key];
      if (!isList && maps.has(String(path.at(-1))) && !isWord(below, key)) {
        add(below, key, (parent, name) => {
          parent[other(name)] = parent[name];
          delete parent[name];
        });
      }
      visit(value, below);
    }
  };
  visit(before.value, []);
  return found;
}

/** Words of a text that are names elsewhere; comments are for people. */
function inText(before: Document, text: string, known: ReadonlySet<string>): readonly Mutation[] {
  const lines = text.split('\n');
  return Array.from(text.matchAll(/[A-Za-z][\w.-]*\w/g)).flatMap((match): Mutation[] => {
    const [name] = match;
    const line = text.slice(0, match.index).split('\n').length;
    if (!known.has(name) || /^\s*(?:#|--)/.test(lines[line - 1] ?? '')) return [];
    const value = `${text.slice(0, match.index)}${other(name)}${text.slice(match.index + name.length)}`;
    return [{ before, at: `line ${line}`, name, after: () => ({ ...before, value }) }];
  });
}
