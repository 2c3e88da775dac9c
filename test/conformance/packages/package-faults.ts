import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a package.json as names files. */
interface Manifest {
  readonly main?: string;
  readonly types?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: unknown;
}

/** Every file that a package.json promises, and that is not in the package's folder. */
export function missingFiles(folder: string, { main, types, bin, exports }: Manifest): string[] {
  const promised = [main, types, ...leaves(bin), ...leaves(exports)].filter((file) => file !== undefined);
  return [...new Set(promised)].filter((file) => !existsSync(join(folder, file))).sort();
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
