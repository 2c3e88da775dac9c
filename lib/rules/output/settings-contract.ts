import type { Environment } from '../../platform/facts';
import type { Platform, Setting } from '../../platform/types';
import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

/** A workload with its settings, and what each target calls it. */
interface Consumer {
  readonly path: string;
  readonly names: readonly string[];
  readonly settings: readonly Setting[];
  /** Folder of the target that runs it. */
  readonly folder: string;
}

const folders: Readonly<Record<Platform['deployment'], string>> = {
  kubernetes: 'kubernetes/',
  serverless: 'cloudformation/',
  compose: 'compose/',
};

function consumersOf({ services, migration, aws, deployment }: Platform): readonly Consumer[] {
  const folder = folders[deployment];
  const setup = [
    ...(migration === undefined ? [] : [{ names: ['memorai-migrate', 'migrate'], settings: migration.settings }]),
    ...(aws?.migration?.kind === 'function'
      ? [{ names: [aws.migration.functionName], settings: aws.migration.settings }]
      : []),
  ];
  return [
    ...Object.values(services).map(({ name, fullName, lambda, settings }) => ({
      path: `services.${name}`,
      names: [lambda?.functionName ?? fullName],
      settings: settings.filter((setting) => lambda === undefined || !isLambdas(setting.name)),
      folder,
    })),
    ...setup.map((consumer) => ({ path: 'migration', folder, ...consumer })),
  ];
}

/** What a function gets from Lambda itself, under the same name. */
const isLambdas = (name: string): boolean => name.startsWith('AWS_');

export const settingsContract: OutputRule = {
  id: 'settings-contract',
  severity: 'error',
  protects:
    'services from starting without one of their settings, with a value that one target alone has, or with what they do not read',
  source: 'guide L219-264; E41, E42, E47',
  reads: ['settings', 'services.*.env', 'services.*.keys', 'patches'],
  wayOut: 'declare the variable under settings, or under env of the service; every target then supplies it',
  check: ({ facts, artifacts }, platform) =>
    consumersOf(platform).flatMap((consumer): Problem[] => {
      // Targets that were not rendered have nothing to say.
      if (!artifacts.some(({ path }) => path.startsWith(consumer.folder))) return [];
      const found = facts.environments.filter(({ workload }) => consumer.names.includes(workload));
      if (found.length === 0) {
        const message = `${consumer.folder}: no container or function is called ${consumer.names.join(' or ')}`;
        return [{ path: consumer.path, message }];
      }
      return found.flatMap((environment) => [
        ...missing(consumer, environment),
        ...changed(consumer, environment),
        ...unread(consumer, environment),
        ...twice(consumer, environment),
      ]);
    }),
};

/** Settings that do not arrive, all in one: they go together, with the ConfigMap or with the Secret. */
function missing({ path, settings }: Consumer, environment: Environment): readonly Problem[] {
  const given = new Set(environment.variables.map(({ name }) => name));
  const names = settings.map(({ name }) => name).filter((name) => !given.has(name));
  return names.length === 0
    ? []
    : [
        {
          path: environment.source ?? path,
          message: `${where(environment)} does not get ${names.join(', ')}, which the contract gives ${path}`,
        },
      ];
}

/** Settings that arrive with another value. What a patch wrote is the patch's own. */
const changed = ({ path, settings }: Consumer, environment: Environment): readonly Problem[] =>
  settings.flatMap(({ name, source }): Problem[] => {
    const given = environment.variables.find((variable) => variable.name === name);
    if (source.from !== 'literal' || given?.value === undefined || given.value === source.value) return [];
    if (environment.source !== undefined || given.source !== undefined) return [];
    return [
      {
        path,
        value: given.value,
        limit: source.value,
        message: `${where(environment)}.${given.at} gives ${name} the value "${given.value}"; the config says "${source.value}"`,
      },
    ];
  });

/** What it is given and does not read. What a patch gives, or a ConfigMap of a team's own, is theirs to know. */
const unread = ({ path, settings }: Consumer, environment: Environment): readonly Problem[] =>
  environment.variables
    .filter(
      ({ name, source }) =>
        source === undefined && environment.source === undefined && !settings.some((setting) => setting.name === name),
    )
    .map(({ name, at }) => ({
      path,
      message: `${where(environment)}.${at} gives ${name}, which ${path} does not read: neither the contract nor its env has it there`,
    }));

/** The last of two wins in Kubernetes, and a server-side apply refuses both. */
function twice({ path }: Consumer, environment: Environment): readonly Problem[] {
  const own = environment.variables.filter(({ isShared }) => isShared !== true).map(({ name }) => name);
  return own
    .filter((name, index) => own.indexOf(name) !== index)
    .map((name) => ({
      path: environment.source ?? path,
      message: `${where(environment)} gives ${name} twice`,
    }));
}
