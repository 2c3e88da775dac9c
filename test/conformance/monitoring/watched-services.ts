import type { Platform } from '../../../lib/platform/types';
import { thisHost } from '../../../lib/runtime/host';
import { failure } from '../../../lib/runtime/message';
import { type Service, startService } from '../../../lib/runtime/service';

/** The reference service of lib/runtime in the place of each service of a platform. */
export class WatchedServices {
  private constructor(private readonly services: ReadonlyMap<string, Service>) {}

  static async start(platform: Platform): Promise<WatchedServices> {
    const started = Object.values(platform.services).map(async ({ fullName }) => {
      const service = await startService({
        env: { MEMORAI_VERSION: '3.2.0', MEMORAI_ENV: 'test', MEMORAI_HOST: '127.0.0.1' },
        log: () => undefined,
        host: thisHost,
        port: 0,
        // What users get, which the alerts count: not so what /ready says.
        routes: [{ method: 'GET', path: '/broken', handle: async () => failure(500, 'it is broken') }],
      });
      return [fullName, service] as const;
    });
    return new WatchedServices(new Map(await Promise.all(started)));
  }

  /** By the name of the job. */
  get targets(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.services].map(([job, { port }]) => [job, `127.0.0.1:${port}`]));
  }

  /** As users do: good answers, and an error that was there before anybody counted, for which nobody has to be woken. */
  async use(): Promise<void> {
    for (const target of Object.values(this.targets)) {
      await (await fetch(`http://${target}/broken`)).text();
      for (let round = 0; round < 20; round += 1) await (await fetch(`http://${target}/`)).text();
    }
  }

  async stop(job: string): Promise<void> {
    await this.services.get(job)?.stop();
  }

  async close(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
  }
}
