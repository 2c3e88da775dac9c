import { reloaderAnnotation } from '../platform/own-keys';
import type { Platform } from '../platform/types';
import { keptSettings } from '../platform/uses';
import type { Workload } from './workload';

/** What Reloader looks at: a changed Secret restarts the pods, as a changed ConfigMap does by its hash. Empty without it. */
export function reloaderAnnotations({ secrets }: Platform, workload: Workload): Readonly<Record<string, string>> {
  const watched = 'reloader' in secrets && secrets.reloader ? watchedSecrets(workload) : [];
  return watched.length === 0 ? {} : { [reloaderAnnotation]: watched.join(',') };
}

function watchedSecrets(workload: Workload): string[] {
  const named = workload.settings.flatMap(({ source }) => (source.from === 'secretKey' ? [source.name] : []));
  const own = keptSettings(workload.settings).length === 0 ? [] : [workload.secretName];
  return [...new Set([...own, ...named])].sort();
}
