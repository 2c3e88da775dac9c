/** The member of a table, or undefined; never what every object inherits (`constructor`, `toString`). */
export const lookup = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
