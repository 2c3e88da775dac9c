import type { Compose, Platform } from '../platform/types';

/** Variable of `.env` with the folder of a service's sources: where it is, is a fact of the machine. */
export const sourceVariable = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_SOURCE`;

/**
 * What is laid over compose.yaml to run services from folders of the machine; undefined where no service does. Not
 * called compose.override.yaml: Compose would load it unasked, and a machine without the folders could not start.
 */
export function sourcesFile(platform: Platform, { sources }: Compose): object | undefined {
  const rows = Object.entries(sources);
  if (rows.length === 0) return undefined;
  return {
    services: Object.fromEntries(
      rows.map(([name, { target, command }]) => [
        platform.services[name]?.fullName ?? name,
        {
          ...(command === undefined ? {} : { command }),
          volumes: [
            {
              type: 'bind',
              source: {
                variable: sourceVariable(name),
                message: `it is not in .env: the folder of the sources of ${name}`,
              },
              target,
              // Otherwise Docker makes an empty folder where there is none, and hides the image's own under it.
              bind: { create_host_path: false },
            },
          ],
        },
      ]),
    ),
  };
}
