/**
 * What a change does when it is applied, from harmless to grave:
 * - safe: nothing stops;
 * - restart: pods, containers or instances end and start again;
 * - replace: something is deleted, with or without a successor, or a server refuses the change in place;
 * - data risk: data is deleted, left behind, kept for less long, or no longer protected from it.
 */
export type Impact = 'safe' | 'restart' | 'replace' | 'data risk';

/** From harmless to grave. */
export const impacts: readonly Impact[] = ['safe', 'restart', 'replace', 'data risk'];

const gravest = (all: readonly Impact[]): Impact =>
  all.reduce((worst, one) => (impacts.indexOf(one) > impacts.indexOf(worst) ? one : worst), 'safe');

/** One value of an object that is not what it was; `before` or `after` is absent where there was or will be none. */
export interface FieldChange {
  /** `spec.template.spec.containers[memorai-api].image` */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A change of a field, and what it alone would do. */
export interface JudgedField extends FieldChange {
  readonly impact: Impact;
  /** Why it is more than safe; empty where it is safe. */
  readonly because: string;
}

/** The gravest of what its fields do, and the reasons for it. */
export function judgedBy(fields: readonly JudgedField[]): Pick<Change, 'impact' | 'because'> {
  const impact = gravest(fields.map((field) => field.impact));
  const reasons = fields.flatMap((field) => (field.impact === impact && field.because !== '' ? [field.because] : []));
  return { impact, because: [...new Set(reasons)].join('; ') };
}

/** One object, resource, container or file that is not what it was. */
export interface Change {
  /** Path of the file, below the environment. */
  readonly file: string;
  /** `Deployment memorai-api`, `AWS::SQS::Queue MemoraiQueue`, or the file itself. */
  readonly subject: string;
  readonly action: 'added' | 'removed' | 'changed';
  readonly impact: Impact;
  /** Why it is more than safe; empty where it is safe. */
  readonly because: string;
  /** Empty unless it is changed. */
  readonly fields: readonly JudgedField[];
  /** The region where a stack is made anew, while the old one stays where it is. */
  readonly movedTo?: string;
}
