import { nearest } from '../../config/nearest';
import type { NameKind, Reference } from '../../platform/facts';
import type { Problem } from '../types';
import { type Output, where } from './output';

export interface UnresolvedProps {
  readonly kind: NameKind;
  /** What such a thing is called in a message: `secret`. */
  readonly word: string;
  /** What is missing: `which no stack makes`. */
  readonly missing: string;
  /** Path in the config where a person would change it, where a reference does not know; of a patch or an extra object, its own. */
  readonly path: string;
  /** What a part of it is called: `property`. @default part */
  readonly part?: string;
  /** Names that somebody else keeps, by the config's own word. @default none */
  readonly isElsewhere?: (reference: Reference) => boolean;
  /** Which references. @default - all of the kind in the output */
  readonly references?: readonly Reference[];
}

/** A problem for each reference to what nothing in the output makes, or to a part that it does not have. */
export function unresolved(output: Output, props: UnresolvedProps): readonly Problem[] {
  const { kind, word, missing, part: partWord = 'part' } = props;
  // A logical id is told apart by its template, which the place says already.
  const shown = (name: string) => name.replace(/^.*#/, '');
  return (props.references ?? output.references(kind)).flatMap((reference): Problem[] => {
    const { name, part, source, path: said = props.path } = reference;
    if (props.isElsewhere?.(reference) === true) return [];
    const found = output.find(kind, name);
    if (found.length === 0) {
      const path = source ?? said;
      const known = [...new Set(output.definitions(kind).map((one) => shown(one.name)))];
      const hint =
        nearest(shown(name), known) ||
        (known.length <= 12 && known.length > 0 ? `; there are ${known.join(', ')}` : '');
      return [{ path, message: `${where(reference)} names ${word} ${shown(name)}, ${missing}${hint}` }];
    }
    const parts = found.flatMap((one) => one.parts ?? []);
    if (part === undefined || found.some((one) => one.parts === undefined) || parts.includes(part)) return [];
    // Whoever changed what is named, where the name itself is ours.
    const changed = found.find((one) => one.source !== undefined)?.source;
    return [
      {
        path: source ?? changed ?? said,
        message: `${where(reference)} names ${partWord} ${part} of ${word} ${name}, which has ${parts.join(', ') || 'none'}`,
      },
    ];
  });
}
