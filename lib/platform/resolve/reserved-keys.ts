import { formatPath } from '../../config/format-path';
import {
  azureIdentityLabel,
  configHashAnnotation,
  identityAnnotation,
  localVolumesAnnotation,
  ownLabels,
  reloaderAnnotation,
  scrapeAnnotation,
} from '../own-keys';
import type { Cluster } from '../types';
import type { Context } from './context';
import type { WrittenService } from './written';

/** Keys that the library sets itself, with why another value would be lost and what to do. */
type Reserved = Readonly<Record<string, string>>;

const all = (keys: readonly string[], why: string): Reserved => Object.fromEntries(keys.map((key) => [key, why]));

const ours = all(ownLabels, 'is a label of ours, by which its objects are found; use another key');

/** What a service says of labels and annotations that the library sets: it would be dropped in silence. */
export function checkReservedKeys(
  context: Context,
  service: string,
  written: WrittenService,
  cluster: Cluster | undefined,
): void {
  const { pod, deployment, serviceObject, serviceAccount, identity, metrics } = written;
  const { secrets, monitoring } = context.config;
  const refuse = (place: readonly string[], keys: Readonly<Record<string, string>>, reserved: Reserved): void => {
    for (const key of Object.keys(keys)) {
      const why = Object.hasOwn(reserved, key) ? reserved[key] : undefined;
      if (why !== undefined) context.fail(formatPath(['services', service, ...place, key]), 'conflict', why);
    }
  };
  const usesIdentity = identity !== undefined && cluster !== undefined && cluster.provider !== 'generic';
  refuse(['pod', 'labels'], pod.labels, {
    ...ours,
    ...(usesIdentity && cluster.provider === 'aks' ? { [azureIdentityLabel]: 'follows from identity; remove it' } : {}),
  });
  refuse(['pod', 'annotations'], pod.annotations, {
    [configHashAnnotation]: 'is a hash of the settings; remove it',
    [localVolumesAnnotation]: 'follows from volumes; remove it, or change it under patches',
    ...(monitoring?.scrape === 'annotations' && metrics?.enabled !== false
      ? all(
          Object.values(scrapeAnnotation),
          'follows from monitoring.scrape, port and metricsPath; remove it, or switch metrics off',
        )
      : {}),
  });
  refuse(['deployment', 'labels'], deployment.labels, ours);
  refuse(
    ['deployment', 'annotations'],
    deployment.annotations,
    secrets !== undefined && 'reloader' in secrets && secrets.reloader === true
      ? { [reloaderAnnotation]: 'follows from secrets.reloader; remove one of the two' }
      : {},
  );
  refuse(['serviceObject', 'labels'], serviceObject.labels, ours);
  if (usesIdentity) {
    refuse(['serviceAccount', 'annotations'], serviceAccount.annotations, {
      [identityAnnotation[cluster.provider]]: 'follows from identity; remove one of the two',
    });
  }
}
