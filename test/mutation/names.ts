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

/**
 * Fields that hold a name, whatever the format: of the thing itself, or of another one. Written down here from the formats'
 * own documentation, and not from what the rules read.
 */
const fields = new Set([
  // Kubernetes
  ...['name', 'namespace', 'app', 'key', 'property', 'secretKey', 'secretName', 'serviceName', 'serviceAccountName'],
  ...['claimName', 'storageClassName', 'ingressClassName', 'gatewayClassName', 'sectionName', 'host', 'hostname'],
  ...[
    'dnsNames',
    'hosts',
    'hostnames',
    'resources',
    'image',
    'subPath',
    'queueURLFromEnv',
    'kubernetes.io/metadata.name',
  ],
  ...['memorai.com/pool', 'external-dns.alpha.kubernetes.io/hostname'],
  // CloudFormation
  ...['Ref', 'Fn::GetAtt', 'DependsOn', 'Default', 'ServiceAccount', 'Namespace', 'SecretId', 'TargetId'],
  ...['aws:RequestTag/eks-cluster-name', 'aws:RequestTag/kubernetes-namespace'],
  ...['aws:RequestTag/kubernetes-service-account'],
  // Compose
  ...['source', 'networks', 'secrets', 'variable', 'file'],
  // Prometheus and Alertmanager
  ...['job_name', 'alert', 'record', 'receiver', 'alertname', 'rule_files', 'targets', 'names', 'runbook_url'],
]);

/** Maps whose keys are names. */
const maps = new Set([
  ...['data', 'Resources', 'Parameters', 'Variables'],
  ...['services', 'networks', 'volumes', 'secrets', 'configs', 'environment', 'depends_on'],
]);

/** What looks like one of these fields and is none. */
const isNoName = (path: Path, value: string): boolean => {
  const [parent] = path.slice(-2);
  const text = path.join('.');
  return (
    value.startsWith('AWS::') ||
    // Tags and labels are for people; conditions on resources of others, and numbers of AWS's own, are not ours.
    /Tags|annotations(?!\.external-dns)|alert_rule_test\.\d+\.exp_|PodIdentityAssociations/.test(text) ||
    /Metrics\.\d+\.MetricStat\.(?!Metric\.Dimensions)|\.Namespace$/.test(
      text.replace(/\.Namespace$/, parent === 'Metric' ? '.Namespace' : ''),
    ) ||
    (path.at(-1) === 'Default' && /bootstrap/.test(value))
  );
};

/** Names inside a longer text: of metrics in an expression, of what an ARN or an address leads to. */
const insideOf = (path: Path, value: string): readonly string[] => {
  const field = path.at(-1);
  if (field === 'expr' || field === 'series') {
    const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, (text) => ' '.repeat(text.length));
    return [...new Set(bare.match(/\b[a-z]+_[a-zA-Z0-9_]+\b(?!\s*\()/g) ?? [])].filter(
      (name) => !/^(?:label_|group_|histogram_quantile|predict_linear|dimension_)/.test(name),
    );
  }
  const arn = /:(?:secret:|parameter\/|function:|cluster:)?(memorai[\w/-]*[\w])(?:-\?+)?$/.exec(value);
  if (arn?.[1] !== undefined && /:|resolve/.test(value)) return [arn[1]];
  const url = /^[a-z]+:\/\/([a-z][\w-]*)(?=[:/]|$)/.exec(value);
  return url?.[1] === undefined ? [] : [url[1]];
};

/** Every name of a document, changed one at a time. */
export function mutationsOf(before: Document, known: ReadonlySet<string>): readonly Mutation[] {
  if (typeof before.value === 'string') return inText(before, before.value, known);
  const found: Mutation[] = [];
  const add = (path: Path, name: string, change: (parent: Record<string, unknown>, key: string) => void) =>
    found.push({
      before,
      at: path.join('.'),
      name,
      after: () => {
        const value = structuredClone(before.value);
        const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], value);
        change(parent as Record<string, unknown>, String(path.at(-1)));
        return { ...before, value };
      },
    });
  const visit = (node: unknown, path: Path): void => {
    if (typeof node === 'string') {
      // The items of a list are of the field that holds it.
      const field = path.findLast((step) => typeof step === 'string') as string;
      const isName = fields.has(field) || /(?:Name|Identifier)$/.test(field);
      if (isName && node !== '' && !isNoName(path, node)) {
        add(path, node, (parent, key) => void (parent[key] = other(node)));
      } else {
        for (const name of isNoName(path, node) ? [] : insideOf(path, node))
          add(path, name, (parent, key) => void (parent[key] = node.replace(name, other(name))));
      }
    }
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node) && maps.has(String(path.at(-1)))) {
      for (const name of Object.keys(node)) {
        add([...path, name], name, (parent, key) => {
          parent[other(key)] = parent[key];
          delete parent[key];
        });
      }
    }
    for (const [key, value] of Object.entries(node)) visit(value, [...path, Array.isArray(node) ? Number(key) : key]);
  };
  visit(before.value, []);
  return found;
}

/** A name that nothing has, of the same form. */
const other = (name: string): string =>
  name.replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => `${letter}${letter === letter.toUpperCase() ? 'X' : 'x'}`);

/** Words of a text that are names elsewhere. */
function inText(before: Document, text: string, known: ReadonlySet<string>): readonly Mutation[] {
  return Array.from(text.matchAll(/[A-Za-z][\w.-]*[\w]/g)).flatMap((match): Mutation[] => {
    const [name] = match;
    const line = text.slice(0, match.index).split('\n').length;
    const start = text.split('\n')[line - 1] ?? '';
    if (!known.has(name) || /^\s*(?:#|--)(?! [A-Z]+_SOURCE=)/.test(start)) return [];
    return [
      {
        before,
        at: `line ${line}`,
        name,
        after: () => ({
          ...before,
          value: `${text.slice(0, match.index)}${other(name)}${text.slice(match.index + name.length)}`,
        }),
      },
    ];
  });
}
