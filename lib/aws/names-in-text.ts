import type { NameKind, Reference } from '../platform/facts';
import { isMap } from '../platform/fields';
import { textOf } from './template';

/** Names inside ARNs and dynamic references. What is put in for a wildcard stays one: `memorai/production/*`. */
const forms: readonly { readonly kind: NameKind; readonly form: RegExp }[] = [
  { kind: 'queue', form: /^arn:[^:]*:sqs:[^:]*:[^:]*:([\w-]+)$/ },
  { kind: 'secret', form: /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([\w/.*-]+?)(?:-\?{6})?$/ },
  { kind: 'parameter', form: /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/[\w/.*-]+)$/ },
  { kind: 'function', form: /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([\w-]+)$/ },
  { kind: 'database', form: /^arn:[^:]*:rds:[^:]*:[^:]*:cluster:([\w-]+)$/ },
  { kind: 'topic', form: /^arn:[^:]*:sns:[^:]*:[^:]*:([\w-]+)$/ },
  { kind: 'logGroup', form: /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([\w/.-]+)(?::\*)?$/ },
  { kind: 'cluster', form: /^arn:[^:]*:eks:[^:]*:[^:]*:(?:cluster|nodegroup)\/([\w-]+)(?:\/\*)?$/ },
  { kind: 'secret', form: /^\{\{resolve:secretsmanager:([\w/.-]+):/ },
  { kind: 'parameter', form: /^\{\{resolve:ssm:([\w/.-]+)(?::\d+)?\}\}$/ },
];

/** Whole texts only: a piece of one is read where the text begins. */
const isText = (value: unknown): boolean =>
  typeof value === 'string' || (isMap(value) && ('Fn::Join' in value || 'Fn::Sub' in value));

/** What a text of a template names by an ARN, in whichever account and region. */
export function namesInText(value: unknown, file: string, at: string): readonly Reference[] {
  if (!isText(value)) return [];
  // Colons inside `${AWS::Partition}` are no separators of an ARN.
  const text = textOf(value)?.replaceAll(/\$\{AWS::(\w+)\}/g, '$1');
  if (text === undefined || !/^(?:arn:|\{\{resolve:)/.test(text)) return [];
  return forms.flatMap(({ kind, form }) => {
    const name = form.exec(text)?.[1];
    return name === undefined ? [] : [{ kind, name, file, at }];
  });
}
