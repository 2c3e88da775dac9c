import { type ServiceKnobs, serviceKnobs } from '../../config/schema/knobs/index';
import type { Context } from './context';
import { mirroredImage } from './image';
import type { WrittenService } from './written';

const names = Object.keys(serviceKnobs) as (keyof ServiceKnobs)[];

/** The knobs of one service, as the schema has filled them in; notes which were written. */
export function resolveKnobs(context: Context, service: string, written: WrittenService, port: number): ServiceKnobs {
  for (const name of names) {
    const value = written[name];
    if (value === undefined) continue;
    const path = `services.${service}.${name}`;
    if (typeof value !== 'object' || Array.isArray(value) || name === 'volumes') context.keep(path, value);
    else for (const [field, member] of Object.entries(value)) context.keep(`${path}.${field}`, member);
  }
  checkKnobs(context, service, written);
  checkPorts(context, service, written, port);
  return {
    ...(Object.fromEntries(
      names.flatMap((name) => (written[name] === undefined ? [] : [[name, written[name]]])),
    ) as ServiceKnobs),
    initContainers: written.initContainers.map((one) => withMirror(context, one)),
    sidecars: written.sidecars.map((one) => withMirror(context, one)),
  };
}

const withMirror = <Extra extends { readonly image?: string | undefined }>(context: Context, extra: Extra): Extra =>
  extra.image === undefined ? extra : { ...extra, image: mirroredImage(context, extra.image) };

/** Contradictions between knobs that each are well formed. */
function checkKnobs(context: Context, service: string, written: WrittenService): void {
  const at = (field: string) => `services.${service}.${field}`;
  const { serviceAccount, volumes, initContainers, sidecars } = written;
  if (!serviceAccount.create && serviceAccount.name === undefined) {
    context.fail(
      at('serviceAccount.name'),
      'missing',
      'is required with create: false: the account that is already there',
    );
  }
  if (!serviceAccount.create && Object.keys(serviceAccount.annotations).length > 0) {
    context.fail(
      at('serviceAccount.annotations'),
      'conflict',
      "has no meaning with create: false: the account is somebody else's; annotate it there, and remove this",
    );
  }
  if (!serviceAccount.create && written.identity !== undefined) {
    context.fail(
      at('identity'),
      'conflict',
      'is an annotation of the service account, which create: false leaves to somebody else; annotate it there, and remove this',
    );
  }
  const paths = new Map<string, string>([['/tmp', 'tmp']]);
  for (const [name, { mountPath }] of Object.entries(volumes)) {
    const other = paths.get(mountPath);
    if (name === 'tmp')
      context.fail(at('volumes.tmp'), 'conflict', 'is the writable folder of every container; use another name');
    else if (other !== undefined) {
      context.fail(at(`volumes.${name}.mountPath`), 'conflict', `${mountPath} is already the place of volume ${other}`);
    }
    paths.set(mountPath, name);
  }
  const known = new Set(['tmp', ...Object.keys(volumes)]);
  const containers = new Set([`memorai-${service}`]);
  for (const [kind, list] of Object.entries({ initContainers, sidecars })) {
    for (const [index, { name, mounts }] of list.entries()) {
      if (containers.has(name))
        context.fail(at(`${kind}[${index}].name`), 'conflict', `two containers are named ${name}`);
      containers.add(name);
      for (const mount of Object.keys(mounts)) {
        if (known.has(mount)) continue;
        context.fail(
          at(`${kind}[${index}].mounts.${mount}`),
          'value',
          `the service has no volume ${mount}; one of ${[...known].join(', ')}`,
        );
      }
    }
  }
}

/** All containers of a pod share its network: of two that listen on one port the second never starts. */
function checkPorts(context: Context, service: string, { sidecars }: WrittenService, port: number): void {
  const listeners = new Map([[port, 'the service itself']]);
  for (const [index, { name, ports }] of sidecars.entries()) {
    for (const [at, one] of ports.entries()) {
      const other = listeners.get(one);
      if (other !== undefined) {
        context.fail(
          `services.${service}.sidecars[${index}].ports[${at}]`,
          'conflict',
          `${one} is already the port of ${other}: containers of a pod share its ports; choose another`,
        );
      }
      listeners.set(one, `sidecar ${name}`);
    }
  }
}
