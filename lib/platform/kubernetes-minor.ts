/** `1.35` → 35 */
export const minorOf = (version: string): number => Number(version.split('.')[1]);
