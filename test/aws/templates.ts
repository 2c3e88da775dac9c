import { awsArtifacts } from '../../lib/aws/render';
import { stackOrder } from '../../lib/platform/stacks';
import type { Platform, StackName } from '../../lib/platform/types';

type Json = { readonly [key: string]: unknown };

export interface Resource {
  readonly Type: string;
  readonly Properties: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: Json;
  readonly Metadata?: {
    readonly cdk_nag?: { readonly rules_to_suppress: readonly { readonly id: string; readonly reason: string }[] };
  };
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Json;
  readonly Outputs?: Json;
}

/** The templates of an environment by the part that each is; `{}` resources for a part that it does not have. */
export function templatesOf(platform: Platform): Readonly<Record<StackName, Template>> {
  const artifacts = new Map(awsArtifacts(platform).map(({ path, content }) => [path, content]));
  const read = (part: StackName): Template => {
    const name = platform.aws?.stacks[part];
    return JSON.parse(artifacts.get(`cloudformation/${name}.template.json`) ?? '{"Resources":{}}');
  };
  return Object.fromEntries(stackOrder.map((part) => [part, read(part)])) as Record<StackName, Template>;
}

/** All resources of a type, by logical id. */
export function ofType(template: Template, type: string): Readonly<Record<string, Resource>> {
  return Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => resource.Type === type));
}

/** The properties of the only resource of a type. Throws for none and for several. */
export function only(template: Template, type: string): Json {
  const [resource, ...others] = Object.values(ofType(template, type));
  if (resource === undefined || others.length > 0) {
    throw new Error(`expected one ${type}, got ${resource === undefined ? 0 : others.length + 1}`);
  }
  return resource.Properties;
}

/** The properties of a resource by its logical id. Throws where there is none. */
export function at(template: Template, logicalId: string): Json {
  const resource = template.Resources[logicalId];
  if (resource === undefined) {
    throw new Error(`no resource ${logicalId}; there are ${Object.keys(template.Resources).join(', ')}`);
  }
  return resource.Properties;
}
