import { sqlStatements } from '../platform/database/sql-statements';
import { allFacts, type Definition, type Document, type Facts, type Fault, type Reference } from '../platform/facts';
import { isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import type { ComposeFile, ComposeService } from './model';
import { brokenReferences } from './references';
import { unmountedSecrets } from './secret-files';

/** What the project defines and refers to: the compose file itself, what it mounts, and `.env`. */
export function composeFacts(documents: readonly Document[]): Facts {
  return allFacts(
    documents.map((document) => {
      const name = document.path.replace(/^.*\//, '');
      if (typeof document.value === 'string') return textFacts[name]?.(document.path, document.value) ?? {};
      if (name === 'compose.yaml') return fileFacts(document);
      // Laid over the file: each service of it is one of that.
      const services = Object.keys(mapAt(document.value, 'services')).map(
        (service): Reference => ({ kind: 'address', name: service, file: document.path, at: `services.${service}` }),
      );
      return { references: [...variablesIn(document), ...services] };
    }),
  );
}

function fileFacts(document: Document): Partial<Facts> {
  const { path: file, value } = document;
  const project = value as ComposeFile;
  const services = Object.entries(project.services);
  const fault = (message: string): Fault => ({ check: 'compose', path: 'compose', message });
  return {
    definitions: services.map(([name, service]): Definition => {
      const port = service.environment?.MEMORAI_PORT;
      return {
        kind: 'address',
        name,
        parts: typeof port === 'string' ? [port] : undefined,
        file,
        at: `services.${name}`,
      };
    }),
    references: [...variablesIn(document), ...filesOf(document)],
    statements: services.map(([name, { image }]) => ({
      about: 'image',
      of: name,
      value: image,
      file,
      at: `services.${name}.image`,
    })),
    environments: services.map(([workload, service]) => ({
      workload,
      variables: Object.entries(service.environment ?? {}).map(([name, given]) => ({
        name,
        at: `environment.${name}`,
        ...(typeof given === 'string' ? { value: given } : {}),
      })),
      file,
      at: `services.${workload}`,
    })),
    faults: [
      ...brokenReferences(project).map(fault),
      ...services
        .filter(([name, { labels }]) => (labels['app.kubernetes.io/name'] ?? name) !== name)
        .map(([name, { labels }]) =>
          fault(`services.${name}: its label calls it ${labels['app.kubernetes.io/name']}, and people find it by that`),
        ),
      ...services.flatMap(([name, service]: readonly [string, ComposeService]) =>
        unmountedSecrets(service).map((secret) =>
          fault(`services.${name}: reads /run/secrets/${secret}, which is not among its secrets`),
        ),
      ),
    ],
  };
}

/** Every `${NAME}` that Compose fills in from `.env`. */
function variablesIn({ path: file, value }: Document): readonly Reference[] {
  const found: Reference[] = [];
  const visit = (node: unknown, at: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => void visit(item, `${at}[${index}]`));
    if (!isMap(node)) return;
    if (typeof node.variable === 'string') found.push({ kind: 'variable', name: node.variable, file, at });
    else for (const [key, member] of Object.entries(node)) visit(member, at === '' ? key : `${at}.${key}`);
  };
  visit(value, '');
  return found;
}

/** Files beside the compose file, and of other targets of the environment, that are mounted by a fixed path. */
function filesOf({ path: file, value }: Document): readonly Reference[] {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const reference = (path: string, at: string): Reference => ({
    kind: 'file',
    name: new URL(path, `file:///${folder}/`).pathname.slice(1),
    file,
    at,
  });
  return [
    ...['configs', 'secrets'].flatMap((section) =>
      Object.entries(mapAt(value, section)).flatMap(([name, declared]) => {
        const path = textAt(declared, 'file');
        return path === undefined ? [] : [reference(path, `${section}.${name}.file`)];
      }),
    ),
    ...Object.entries(mapAt(value, 'services')).flatMap(([name, service]) =>
      itemsAt(service, 'volumes').flatMap(([at, { type, source }]) =>
        type === 'bind' && typeof source === 'string' && source.startsWith('.')
          ? [reference(source, `services.${name}.${at}.source`)]
          : [],
      ),
    ),
  ];
}

/** Metrics that a script writes. */
const metricsOf = (file: string, text: string): Partial<Facts> => ({
  definitions: matches(text, /^# TYPE (\w+) /gm).map(([name, at]) => ({ kind: 'metric', name, file, at })),
});

/** Files that programs of others read, in their own languages. */
const textFacts: Readonly<Record<string, (file: string, text: string) => Partial<Facts>>> = {
  '.env.example': (file, text) => ({
    definitions: matches(text, /^(?:# )?([A-Z]\w*)=/gm).map(([name, line]) => ({
      kind: 'variable',
      name,
      file,
      at: line,
    })),
  }),
  'backup-metrics.sh': metricsOf,
  'bootstrap.sql': (file, text) => ({ statements: sqlStatements(file, '', text) }),
  Caddyfile: (file, text) => ({
    definitions: matches(text, /^([\w-]+(?:\.[\w-]+)+) \{$/gm).map(([name, at]) => ({ kind: 'host', name, file, at })),
    references: matches(text, /^\s*dynamic a (\S+ \d+) \{$/gm).map(([address, at]) => {
      const [name = '', part] = address.split(' ');
      return { kind: 'address', name, part, file, at };
    }),
  }),
  'elasticmq.conf': (file, text) => ({
    definitions: matches(text, /^ {2}"([\w-]+)" \{/gm).map(([name, at]) => ({ kind: 'queue', name, file, at })),
    references: [
      ...matches(text, /deadLettersQueue \{ name = "([\w-]+)"/g).map(([name, at]) => ({
        kind: 'queue' as const,
        name,
        file,
        at,
      })),
      ...matches(text, /host = ([\w-]+),/g).map(([name, at]) => ({ kind: 'address' as const, name, file, at })),
    ],
  }),
  'restore-test-metrics.sh': metricsOf,
};

/** What the first group of each match holds, and the line that it is in. */
const matches = (text: string, form: RegExp): readonly (readonly [string, string])[] =>
  Array.from(text.matchAll(form), (match) => [
    match[1] ?? '',
    `line ${text.slice(0, match.index + match[0].search(/\S/)).split('\n').length}`,
  ]);
