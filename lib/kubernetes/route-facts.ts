import type { Facts, Route } from '../platform/facts';
import { type Fields, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { hostsOf } from './hosts-of';
import type { ObjectDocument } from './object-document';

/** Which paths of which hosts lead to which Service, by Ingress and HTTPRoute. */
export function routeFacts(one: ObjectDocument): Partial<Facts> {
  switch (one.object.kind) {
    case 'Ingress':
      return { routes: ofIngress(one) };
    case 'HTTPRoute':
      return { routes: ofHttpRoute(one) };
    default:
      return {};
  }
}

type Target = Pick<Route, 'path' | 'match' | 'rewritten' | 'at'>;

const NGINX = 'nginx.ingress.kubernetes.io/';

function ofIngress({ file, object, source }: ObjectDocument): readonly Route[] {
  const annotations = mapAt(object, 'metadata.annotations');
  const rewrite = annotations[`${NGINX}rewrite-target`];
  // A rewrite makes expressions of all paths, as the annotation does (ingress-nginx, "Ingress Path Matching").
  const isExpression = String(annotations[`${NGINX}use-regex`]) === 'true' || rewrite !== undefined;
  const rewritten = typeof rewrite === 'string' ? nginxRewrite(rewrite) : undefined;
  const wayIn = `IngressClass ${textAt(object, 'spec.ingressClassName') ?? ''}`;
  const to = (host: string, backend: unknown, target: Target): Route[] => {
    const name = textAt(backend, 'service.name');
    return name === undefined
      ? []
      : [{ wayIn, host, address: `${name}.${object.metadata.namespace}`, ...target, file, source }];
  };
  const fallback = mapAt(object, 'spec.defaultBackend');
  return [
    ...to('*', fallback, { path: '/', match: 'prefix', at: 'spec.defaultBackend' }),
    ...itemsAt(object, 'spec.rules').flatMap(([rule, value]) =>
      itemsAt(value, 'http.paths').flatMap(([at, one]) =>
        to(textAt(value, 'host') ?? '*', one.backend, {
          path: textAt(one, 'path') ?? '/',
          match: one.pathType === 'Exact' ? 'exact' : isExpression ? 'expression' : 'prefix',
          ...(rewritten === undefined ? {} : { rewritten }),
          at: `${rule}.${at}`,
        }),
      ),
    ),
  ];
}

/** What stands before the first part that comes of the request; all of it where there is none. */
const nginxRewrite = (target: string): NonNullable<Route['rewritten']> => {
  const [to = ''] = target.split('$');
  return { to: to === '' ? '/' : to, match: target.includes('$') ? 'prefix' : 'exact' };
};

const matchTypes: Readonly<Record<string, Route['match']>> = { Exact: 'exact', RegularExpression: 'expression' };

function ofHttpRoute({ file, object, source }: ObjectDocument): readonly Route[] {
  const hosts = hostsOf(object);
  const waysIn = itemsAt(object, 'spec.parentRefs').map(
    ([, { namespace = object.metadata.namespace, name, sectionName = '' }]) =>
      `Gateway ${namespace}/${name} ${sectionName}`,
  );
  return itemsAt(object, 'spec.rules').flatMap(([rule, value]) => {
    const matches = itemsAt(value, 'matches');
    const rewritten = rewriteOf(value);
    const addresses = itemsAt(value, 'backendRefs').map(
      ([, { name, namespace }]) => `${name}.${namespace ?? object.metadata.namespace}`,
    );
    return (matches.length === 0 ? [['', {}] as const] : matches).flatMap(([at, match]) =>
      (hosts.length === 0 ? ['*'] : hosts).flatMap((host) => {
        const route: Omit<Route, 'wayIn'> = {
          host,
          path: textAt(match, 'path.value') ?? '/',
          match: matchTypes[textAt(match, 'path.type') ?? ''] ?? 'prefix',
          ...(rewritten === undefined ? {} : { rewritten }),
          file,
          at: at === '' ? rule : `${rule}.${at}`,
          source,
        };
        const leading = addresses.length === 0 ? [route] : addresses.map((address) => ({ ...route, address }));
        return waysIn.flatMap((wayIn) => leading.map((one) => ({ ...one, wayIn })));
      }),
    );
  });
}

function rewriteOf(rule: Fields): Route['rewritten'] {
  const [path] = itemsAt(rule, 'filters').flatMap(([, filter]) => mapAt(filter, 'urlRewrite').path ?? []);
  if (!isMap(path)) return undefined;
  const whole = textAt(path, 'replaceFullPath');
  return whole === undefined
    ? { to: textAt(path, 'replacePrefixMatch') ?? '/', match: 'prefix' }
    : { to: whole, match: 'exact' };
}
