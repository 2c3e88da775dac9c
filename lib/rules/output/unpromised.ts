import type { NameKind } from '../../platform/facts';
import type { Problem } from '../types';
import { type Output, where } from './output';

/** Definitions under names that the platform never fixed: nobody would look there. */
export const unpromised = (
  output: Output,
  kind: NameKind,
  promised: readonly string[],
  path: string,
): readonly Problem[] =>
  output
    .definitions(kind)
    .filter(({ name }) => !promised.includes(name))
    .map((one) => ({
      path,
      message: `${where(one)} makes ${kind} ${one.name}, a name that nothing reads; names of the platform begin with ${commonStart(promised)}`,
    }));

const commonStart = ([first = '']: readonly string[]): string => first.slice(0, first.lastIndexOf('/') + 1);
