import type { KubernetesObject } from './typed';

/** Two objects with the same one are one object to the server, whatever the version of their API. */
export const identityOf = ({ apiVersion, kind, metadata }: KubernetesObject): string =>
  [apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '', kind, metadata.namespace ?? '', metadata.name].join(
    ' ',
  );
