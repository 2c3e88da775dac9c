import { z } from 'zod';
import { startOf } from '../ipv4';

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const range = new RegExp(`^(${octet}\\.){3}${octet}/(3[0-2]|[12]?\\d)$`);

/** A DNS label that may stand inside longer names: at most 30 characters leaves room for prefixes and suffixes. */
export const shortName = () =>
  z.string().regex(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/, {
    error: 'must be a DNS label of at most 30 characters: lower-case letters, digits and "-", starting with a letter',
  });

/** A full Kubernetes object name (RFC 1123 label, at most 63 characters). */
export const objectName = () =>
  z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'must be a DNS label of at most 63 characters: lower-case letters, digits and "-"',
  });

/** A host name or an IPv4 address, without scheme and port. */
export const host = () =>
  z.string().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, {
    error: 'must be a host name in lower case, without scheme, port or path',
  });

export const port = () => z.int().min(1).max(65535);

/** Whole: where one starts in the middle, one side refuses it and another takes all of it. */
export const cidr = () =>
  z
    .string()
    .regex(range, { error: 'must be an IPv4 range such as 10.0.0.0/16' })
    .superRefine((value, context) => {
      if (!range.test(value) || startOf(value) === value) return;
      context.addIssue({
        code: 'custom',
        message: `must start with its first address: ${startOf(value)}, got "${value}"`,
      });
    });

/** A list of single values in which none stands twice. */
export const distinct = <Item extends z.ZodType<string | number>>(item: Item) =>
  z
    .array(item)
    .superRefine((values, context) => {
      for (const [index, value] of values.entries()) {
        if (values.indexOf(value) === index) continue;
        context.addIssue({
          code: 'custom',
          params: { code: 'conflict' },
          path: [index],
          message: `${JSON.stringify(value)} is listed twice`,
        });
      }
    })
    .meta({ uniqueItems: true });

/** An hour of the day, UTC, in which AWS backs up: `04:00-05:00`. */
export const dailyWindow = () =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, {
    error: 'must be a daily window in UTC such as 04:00-05:00',
  });

const timeOfWeek = '(sun|mon|tue|wed|thu|fri|sat):([01]\\d|2[0-3]):[0-5]\\d';

/** A time of the week, UTC, in which AWS maintains: `sun:06:00-sun:07:00`. */
export const weeklyWindow = () =>
  z.string().regex(new RegExp(`^${timeOfWeek}-${timeOfWeek}$`), {
    error: 'must be a weekly window in UTC such as sun:06:00-sun:07:00',
  });

/** Why an unsafe choice is right here; it is printed with the finding. */
export const reason = () =>
  z.string().min(10, { error: 'must say why, in at least 10 characters' }).max(300).describe('Why this is acceptable');

/** An environment variable's name. */
export const settingName = () =>
  z.string().regex(/^[A-Z][A-Z0-9_]{0,62}$/, {
    error: 'must be an environment variable name in upper case, such as CACHE_TTL',
  });

/** An image with its tag, as a person would pull it; `example` stands in the message. */
export const wholeImage = (example: string) =>
  z
    .string()
    .regex(/^([a-z0-9][a-z0-9.-]*(:\d+)?\/)?[a-z0-9._/-]+:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[a-f0-9]{64})?$/, {
      error: `must be an image with its tag, such as ${example}`,
    });

/** A percentage of the request, as the autoscaler takes it. */
export const percent = () => z.int().min(1).max(100);

export const labelKey = () =>
  z.string().regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/, {
    error: 'must be a label key such as team or example.com/team',
  });

export const labelValue = () =>
  z.string().regex(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/, {
    error: 'must be a label value: at most 63 letters, digits, "-", "_" and "."',
  });

/** Group and version of a kind of object. */
export const apiVersion = () =>
  z
    .string()
    .regex(/^([a-z0-9.-]+\/)?v\d+((alpha|beta)\d+)?$/, { error: 'must be a version of an API, such as apps/v1' });

/** Labels of a Kubernetes object, or those by which objects are found: the API server refuses others. */
export const labelMap = () => z.record(labelKey(), labelValue());

/** Annotations of a Kubernetes object: a name, with a DNS prefix or without, and any text. */
export const annotations = () =>
  z.record(
    z.string().regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/, {
      error: 'must be the name of an annotation, such as example.com/name',
    }),
    z.string(),
  );
