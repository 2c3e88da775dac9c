import { type Fields, isMap } from '../fields';

/** Keys of which a map has one: who says one of them does not want the other. */
const rivals: readonly (readonly [string, string])[] = [['maxUnavailable', 'minAvailable']];

/** A member of a map, and of nothing else. */
export const memberOf = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/**
 * What a service says over what all services say: maps merge, lists and values replace, `null` takes back. A map of
 * another kind has no use for what the first one says, and replaces it. In `env` each name has one value, of which `null`
 * is one: the service does not get it.
 */
export function layOver(base: unknown, service: unknown): unknown {
  const laid = laidOver(base, service);
  const env = { ...asMap(memberOf(base, 'env')), ...asMap(memberOf(service, 'env')) };
  return Object.keys(env).length === 0 || memberOf(service, 'env') === null ? laid : { ...asMap(laid), env };
}

const asMap = (value: unknown): Fields => (isMap(value) ? value : {});

function laidOver(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isMap(base) || !isMap(over) || isOfAnotherKind(base, over)) return over;
  const ousted = rivals.flatMap(([one, other]) => [
    ...(isSaid(over, one) ? [other] : []),
    ...(isSaid(over, other) ? [one] : []),
  ]);
  const keys = [...new Set([...Object.keys(base).filter((key) => !ousted.includes(key)), ...Object.keys(over)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const before = ousted.includes(key) ? undefined : memberOf(base, key);
      const after = memberOf(over, key);
      return after === null && before !== undefined ? [] : [[key, laidOver(before, after)]];
    }),
  );
}

const isSaid = (fields: Fields, key: string): boolean => (memberOf(fields, key) ?? null) !== null;

/** `none` has nothing of any other kind; one that is not named is a default, which the other may be. */
function isOfAnotherKind({ kind: before }: Fields, { kind: after }: Fields): boolean {
  return after !== undefined && after !== before && (before !== undefined || after === 'none');
}

/**
 * A config without the `null`s by which a service takes something of `serviceDefaults` back: a key that says `null` for
 * nothing stays, and the schema refuses it.
 *
 * @param isEmpty - whether a place has no value at all, where another writes `null`: it takes nothing back
 */
export function withoutTakenBack(config: unknown, isEmpty: (path: readonly string[]) => boolean): unknown {
  const defaults = memberOf(config, 'serviceDefaults');
  const services = memberOf(config, 'services');
  if (!isMap(config) || !isMap(services) || !isMap(defaults)) return config;
  const strip = (over: unknown, base: unknown, path: readonly string[]): unknown => {
    if (!isMap(over) || !isMap(base)) return over;
    return Object.fromEntries(
      Object.entries(over).flatMap(([key, member]) => {
        const before = memberOf(base, key);
        const place = [...path, key];
        return member === null && before !== undefined && !isEmpty(place) ? [] : [[key, strip(member, before, place)]];
      }),
    );
  };
  return {
    ...config,
    services: Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, strip(service, defaults, ['services', name])]),
    ),
  };
}
