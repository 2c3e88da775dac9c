import type { ComposeFile, ComposeService } from './model';
import { secretName } from './secret-files';

/**
 * What a compose file refers to and does not declare, and what its services wait for in vain; empty where it is sound.
 * Compose itself finds some of it, when it is started; the schema of the format finds none (E2).
 */
export function brokenReferences(file: ComposeFile): readonly string[] {
  return [
    ...Object.entries(file.services).flatMap(([name, service]) => [
      ...undeclared(file, name, service),
      ...dependencyProblems(file, name, service),
      ...replicaProblems(name, service),
    ]),
    ...unused(file),
    ...cycles(file),
  ];
}

type Section = 'networks' | 'volumes' | 'secrets' | 'configs';
const sections: readonly Section[] = ['networks', 'volumes', 'secrets', 'configs'];

/** Names of a section that a service uses. */
const uses: Readonly<Record<Section, (service: ComposeService) => readonly string[]>> = {
  networks: ({ networks }) => networks,
  volumes: ({ volumes = [] }) => volumes.flatMap((mount) => (mount.type === 'volume' ? [mount.source] : [])),
  secrets: ({ secrets = [] }) => secrets.map(secretName),
  configs: ({ configs = [] }) => configs.map(({ source }) => source),
};

const undeclared = (file: ComposeFile, name: string, service: ComposeService): string[] =>
  sections.flatMap((section) =>
    uses[section](service)
      .filter((used) => !Object.hasOwn(file[section], used))
      .map((used) => `services.${name}: ${used} is not declared under ${section}`),
  );

const unused = (file: ComposeFile): string[] =>
  sections.flatMap((section) => {
    const used = Object.values(file.services).flatMap(uses[section]);
    return Object.keys(file[section])
      .filter((name) => !used.includes(name))
      .map((name) => `${section}.${name}: no service uses it`);
  });

function dependencyProblems(file: ComposeFile, name: string, service: ComposeService): string[] {
  const problems: string[] = [];
  for (const [wanted, { condition }] of Object.entries(service.depends_on ?? {})) {
    const fail = (what: string) => problems.push(`services.${name}: depends on ${wanted}, ${what}`);
    const target = Object.hasOwn(file.services, wanted) ? file.services[wanted] : undefined;
    if (target === undefined) {
      fail('which is no service');
      continue;
    }
    if (condition === 'service_healthy' && target.healthcheck === undefined) fail('which has no healthcheck');
    if (condition === 'service_completed_successfully' && target.restart !== 'no')
      fail('which is started again when it ends');
    const missing = (target.profiles ?? []).filter((profile) => !(service.profiles ?? []).includes(profile));
    if (missing.length > 0) fail(`which only the profile ${missing.join(', ')} starts`);
  }
  return problems;
}

/** Each of the replicas needs a port of its own (E1). */
function replicaProblems(name: string, { ports = [], deploy }: ComposeService): string[] {
  const replicas = deploy.replicas ?? 1;
  return ports
    .filter(({ published }) => {
      const [first = 0, last = first] = published.split('-').map(Number);
      return last - first + 1 < replicas;
    })
    .map(({ published }) => `services.${name}: ${replicas} replicas cannot share port ${published}`);
}

function cycles(file: ComposeFile): string[] {
  const open: string[] = [];
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (name: string): void => {
    if (open.includes(name)) {
      found.push(`services.${name}: waits for itself (${[...open.slice(open.indexOf(name)), name].join(' → ')})`);
      return;
    }
    if (done.has(name)) return;
    open.push(name);
    for (const wanted of Object.keys(file.services[name]?.depends_on ?? {})) visit(wanted);
    open.pop();
    done.add(name);
  };
  for (const name of Object.keys(file.services)) visit(name);
  return found;
}

/** Files and folders outside of its own that a compose file mounts: what other targets write for the same environment. */
export const foreignSources = (file: ComposeFile): readonly string[] =>
  [
    ...new Set(
      Object.values(file.services)
        .flatMap(({ volumes = [] }) => volumes)
        .flatMap(({ source }) => (typeof source === 'string' && source.startsWith('../') ? [source] : [])),
    ),
  ].sort();
