import type { RuleDescription } from './types';

/** @throws RangeError for what is no day of the calendar in this form: days are compared as text */
export function checkDay(today: string | undefined): void {
  if (today !== undefined && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(today)) {
    throw new RangeError(`today must be a day such as "2026-11-28", got "${today}"`);
  }
}

/**
 * The name of the team in front keeps its rules and those of later versions of ours apart.
 *
 * @throws RangeError with every id that is not of the form, or is there twice
 */
export function checkOwnRules(own: readonly RuleDescription[]): void {
  const ids = own.map(({ id }) => id);
  const wrong = ids.filter((id) => !/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (wrong.length > 0) {
    throw new RangeError(
      `the id of a rule of your own must be team/its-rule in lower case, such as acme/replicas; got ${wrong.map((id) => `"${id}"`).join(', ')}`,
    );
  }
  if (twice.length > 0) {
    throw new RangeError(`two rules have the id ${[...new Set(twice)].map((id) => `"${id}"`).join(', ')}; rename one`);
  }
}
