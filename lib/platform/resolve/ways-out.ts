import type { ExtraObject, SourcedPatch } from '../types';
import type { Context } from './context';

/** Patches and extra objects as they are written: what they meet is known only where the objects are rendered. */
export function resolveWaysOut(context: Context): {
  readonly patches: readonly SourcedPatch[];
  readonly extraObjects: readonly ExtraObject[];
} {
  const { deployment = 'kubernetes', patches = [], extraObjects = [] } = context.config;
  if (deployment !== 'kubernetes') {
    for (const [key, list] of Object.entries({ patches, extraObjects })) {
      if (list.length > 0)
        context.fail(
          key,
          'conflict',
          `has no meaning when deployment is ${deployment}: there are no Kubernetes objects; remove it`,
        );
    }
    return { patches: [], extraObjects: [] };
  }
  extraObjects.forEach((object, index) => {
    if (isList(object)) {
      context.fail(
        `extraObjects[${index}].kind`,
        'value',
        `a ${object.kind} holds other objects, which nothing would look into; write each of its items as an object of its own under extraObjects`,
      );
    }
    if (object.kind === 'Secret' && (object.data !== undefined || object.stringData !== undefined)) {
      context.fail(
        `extraObjects[${index}].${object.data === undefined ? 'stringData' : 'data'}`,
        'secret',
        `a Secret with values must not stand in a config; ${secretsWayOut(context)}`,
      );
    }
  });
  return {
    patches: patches.map((patch, index) => {
      const source = `patches[${index}]`;
      return { ...context.take(source, patch), source };
    }),
    extraObjects: extraObjects.map((object, index) => context.take(`extraObjects[${index}]`, object)),
  };
}

/** What kubectl takes for several objects, and the server never keeps: List, ConfigMapList … */
const isList = ({ kind, items }: ExtraObject): boolean =>
  kind === 'List' || (kind.endsWith('List') && items !== undefined);

const secretsWayOut = ({ config }: Context): string =>
  (config.secrets?.provider ?? (config.aws === undefined ? 'existing' : 'externalSecrets')) === 'externalSecrets'
    ? 'keep them in Secrets Manager, and write an ExternalSecret in its place'
    : 'make it in the cluster beside the others that secrets.provider existing expects, and refer to it by name';
