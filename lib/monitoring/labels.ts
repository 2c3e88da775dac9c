import { labelsOf } from '../platform/labels';
import type { Platform } from '../platform/types';

/** Labels of the objects of this target: they belong to the whole environment. */
export const objectLabels = ({ environment, version }: Platform): Readonly<Record<string, string>> =>
  labelsOf(`memorai-${environment}`, 'memorai', 'monitoring', version);
