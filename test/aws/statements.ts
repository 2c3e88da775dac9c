import { awsArtifacts } from '../../lib/aws/render';
import type { Platform } from '../../lib/platform/types';

export interface Statement {
  /** `memorai-production-cluster/ClusterRole98F7AEAC`: the stack, and the role or policy. */
  readonly at: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: unknown;
}

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface IamResource {
  readonly Type: string;
  readonly Properties: {
    readonly PolicyDocument?: { readonly Statement: readonly PolicyStatement[] };
    readonly Policies?: readonly { readonly PolicyDocument: { readonly Statement: readonly PolicyStatement[] } }[];
    readonly ManagedPolicyArns?: readonly unknown[];
  };
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** An ARN as text: `${AWS::AccountId}` and references stay as their names. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, ...functions } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return `\${${Ref}}`;
  const [name = '', argument] = Object.entries(functions)[0] ?? [];
  if (name === 'Fn::Sub') return text(argument);
  if (name === 'Fn::GetAtt') return `\${${list(argument as string).join('.')}}`;
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(text).join('');
  throw new Error(`no text for ${JSON.stringify(value)}`);
}

function iamResources(platform: Platform): readonly (readonly [at: string, resource: IamResource])[] {
  return awsArtifacts(platform).flatMap(({ path, content }) => {
    const stack = path.replace(/^.*\/|\.template\.json$/g, '');
    const resources = Object.entries<IamResource>(JSON.parse(content).Resources);
    return resources
      .filter(([, { Type }]) => /^AWS::IAM::(Role|Policy|ManagedPolicy|UserPolicy|RolePolicy)$/.test(Type))
      .map(([id, resource]) => [`${stack}/${id}`, resource] as const);
  });
}

/** Every statement of every role in every stack: what the holder may do, not who may hold it. */
export function statementsOf(platform: Platform): readonly Statement[] {
  return iamResources(platform).flatMap(([at, { Properties }]) =>
    [...list(Properties.PolicyDocument ?? []), ...(Properties.Policies ?? []).map((one) => one.PolicyDocument)].flatMap(
      ({ Statement }) =>
        Statement.map(({ Effect, Action, Resource, Condition }) => ({
          at,
          effect: Effect,
          actions: [...list(Action)].sort(),
          resources: list(Resource).map(text).sort(),
          ...(Condition === undefined ? {} : { condition: Condition }),
        })),
    ),
  );
}

/** The policies of AWS that roles carry, by role. */
export function managedPoliciesOf(platform: Platform): readonly (readonly [at: string, policy: string])[] {
  return iamResources(platform).flatMap(([at, { Properties }]) =>
    (Properties.ManagedPolicyArns ?? []).map((arn) => [at, text(arn).replace(/^.*:policy\//, '')] as const),
  );
}
