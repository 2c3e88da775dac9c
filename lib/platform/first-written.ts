import { isWithin } from '../config/path-pattern';
import type { Platform } from './types';

/** Of some places that a finding follows from, the first that somebody wrote, for a service or for all; else the first. */
export function firstWritten(
  { written }: Pick<Platform, 'written'>,
  ...places: readonly [string, ...string[]]
): string {
  const isWritten = (place: string) => written.some((names) => isWithin(names.join('.'), place));
  return places.find((place) => isWritten(place) || isWritten(forAll(place))) ?? places[0];
}

/** `services.api.image.tag` → `serviceDefaults.image.tag` */
const forAll = (place: string): string => place.replace(/^services\.[^.]+/, 'serviceDefaults');
