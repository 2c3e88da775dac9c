import type { Deployed } from './deployed';
import type { Step } from './steps';

/** One environment goes through the steps by itself; a test asks how one of them ended. */
export class Journey {
  private readonly results = new Map<string, Promise<void>>();

  constructor(deployed: Deployed, steps: readonly Step[]) {
    let earlier: Promise<unknown> = Promise.resolve();
    let failed: string | undefined;
    for (const { name, run } of steps) {
      const result = earlier.then(async () => {
        if (failed !== undefined) throw new Error(`not reached: "${failed}" failed before it`);
        try {
          await run(deployed);
        } catch (error) {
          failed = name;
          throw error;
        }
      });
      earlier = result.catch(() => undefined);
      this.results.set(name, result);
      // A failure is reported by its own test, which may ask later than it happens.
      result.catch(() => undefined);
    }
  }

  /** @throws what the step threw */
  async reached({ name }: Step): Promise<void> {
    const result = this.results.get(name);
    if (result === undefined) throw new Error(`there is no step "${name}"`);
    await result;
  }
}
