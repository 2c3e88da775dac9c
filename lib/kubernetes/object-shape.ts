import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { explainIssue, schemaMessage } from '../config/explain-issue';
import { formatPath } from '../config/format-path';
import { lookup } from '../config/lookup';
import { nearest } from '../config/nearest';
import type { Path } from '../config/path';
import { isMap } from '../platform/fields';
import { packageRoot } from '../platform/package-root';
import type { Platform } from '../platform/types';
import type { ObjectProblem } from './check-objects';
import type { PlacedObject } from './components';
import type { KubernetesObject } from './typed';

interface Api {
  readonly $schema: 'http://json-schema.org/draft-07/schema#';
  /** Name of the definition, by `apps/v1 Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, z.core.JSONSchema.JSONSchema>>;
}

/**
 * Holds what a person patched or added to the form of its kind: fields that are not there, values of another type. Of
 * kinds that are no part of Kubernetes itself nothing is known here.
 */
export function shapeProblems(platform: Platform, placed: readonly PlacedObject[]): readonly ObjectProblem[] {
  const written = placed.filter(({ sources }) => sources !== undefined);
  if (written.length === 0) return [];
  const formOf = formsOf(readApi());
  return written.flatMap(({ object, sources = [] }) => {
    const source = sources.at(-1) ?? '';
    return problemsOf(object, formOf(object)).map(({ path, message }) => ({
      path: placeOf(platform, source, path),
      message: `${object.kind} ${object.metadata.name}: ${formatPath(path)}: ${message}`,
    }));
  });
}

/** 155 KB, for whoever has a patch or an extra object. A conformance test holds it against the API. */
const readApi = (): Api =>
  JSON.parse(readFileSync(join(packageRoot(__dirname), 'schema', 'kubernetes.schema.json'), 'utf8')) as Api;

type Form = z.ZodType | { readonly kinds: readonly string[] } | undefined;

/** The form of an object's kind; the kinds of its version where it has none of this name; undefined of any other version. */
function formsOf({ $schema, kinds, definitions }: Api): (object: KubernetesObject) => Form {
  const forms = new Map<string, z.ZodType>();
  return ({ apiVersion, kind }) => {
    const name = lookup(kinds, `${apiVersion} ${kind}`);
    if (name === undefined) {
      const known = Object.keys(kinds).flatMap((one) =>
        one.startsWith(`${apiVersion} `) ? one.split(' ').slice(1) : [],
      );
      return known.length === 0 ? undefined : { kinds: known };
    }
    const form = forms.get(name) ?? z.fromJSONSchema({ $schema, definitions, $ref: `#/definitions/${name}` });
    forms.set(name, form);
    return form;
  };
}

function problemsOf(
  object: KubernetesObject,
  form: Form,
): readonly { readonly path: Path; readonly message: string }[] {
  if (form === undefined) return [];
  if ('kinds' in form) {
    const message = `must be a kind of ${object.apiVersion}, got "${object.kind}"${nearest(object.kind, form.kinds)}`;
    return [{ path: ['kind'], message }];
  }
  const { error } = form.safeParse(object, { error: schemaMessage });
  return error?.issues.flatMap((issue) => explainIssue(issue, object)) ?? [];
}

/** The very line where an extra object, or a merge, says it; else the patch. */
function placeOf({ patches }: Platform, source: string, path: Path): string {
  if (source.startsWith('extraObjects')) return `${source}.${formatPath(path)}`;
  const patch = patches.find((one) => one.source === source);
  return patch !== undefined && 'merge' in patch && isSaid(patch.merge, path)
    ? `${source}.merge.${formatPath(path)}`
    : source;
}

/** Whether a merge has a value at a path of the object; in lists it has other places than the object. */
const isSaid = (merge: unknown, [step, ...rest]: Path): boolean =>
  step === undefined || (isMap(merge) && Object.hasOwn(merge, step) && isSaid(merge[step], rest));
