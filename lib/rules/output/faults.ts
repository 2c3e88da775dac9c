import type { Fault } from '../../platform/facts';
import type { OutputRule } from './types';

/** What targets find wrong within their own output, by their own check. */
export const found =
  (wanted: Fault['check']): OutputRule['check'] =>
  ({ facts }) =>
    facts.faults.flatMap(({ check, path, message }) => (check === wanted ? [{ path, message }] : []));
