import { writeFileSync } from 'node:fs';
import { type FileSystem, realFileSystem } from '../../lib/output/file-system';

/** The process is gone: no error handling of ours can do anything more. */
class Killed extends Error {}

/**
 * `error`: the one call fails with `code`, those after it work. `killed`: the process ends before the call.
 * `torn`: like killed, but a write leaves the first half of its bytes.
 */
export type Fault = { readonly kind: 'error'; readonly code: string } | { readonly kind: 'killed' | 'torn' };

export interface FaultyFileSystem {
  readonly fs: FileSystem;
  /** The calls so far, by name. */
  readonly calls: readonly string[];
}

/** The real file system until call number `at`, counted from 1. Flushing is counted and left out, for speed. */
export function faultyFileSystem(at: number, fault: Fault): FaultyFileSystem {
  const calls: string[] = [];
  const fs = new Proxy(realFileSystem, {
    get(target, name: keyof FileSystem) {
      return (...parameters: never[]): unknown => {
        calls.push(name);
        if (fault.kind === 'error' && calls.length === at) {
          throw Object.assign(new Error(fault.code), { code: fault.code });
        }
        if (fault.kind !== 'error' && calls.length >= at) {
          const [path, content = '']: string[] = parameters;
          if (fault.kind === 'torn' && calls.length === at && name === 'writeFileSync' && path !== undefined) {
            writeFileSync(path, content.slice(0, content.length / 2));
          }
          throw new Killed();
        }
        return name === 'fsyncSync' ? undefined : Reflect.apply(target[name], target, parameters);
      };
    },
  });
  return { fs, calls };
}
