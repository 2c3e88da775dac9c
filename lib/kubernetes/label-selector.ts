import { type Fields, isMap, itemsAt, mapAt } from '../platform/fields';

/** Whether labels fit a selector of the API; an empty one fits all, none fits nothing. */
export function fits(selector: unknown, labels: Fields): boolean {
  if (!isMap(selector)) return false;
  return (
    Object.entries(mapAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value) &&
    itemsAt(selector, 'matchExpressions').every(([, one]) => fitsExpression(one, labels))
  );
}

function fitsExpression({ key, operator, values }: Fields, labels: Fields): boolean {
  const value = labels[String(key)];
  const isListed = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
