/** The day it is in UTC, `2026-11-28`. The one place that asks the clock: below the command line nothing does. */
export const today = (): string => new Date().toISOString().slice(0, 10);
