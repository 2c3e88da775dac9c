/** One sentence where two values are not the same. */
export function differs(whose: string, what: string, found: unknown, wanted: unknown): string[] {
  return found === wanted ? [] : [`${whose}: ${what} is ${found}, not ${wanted}`];
}
