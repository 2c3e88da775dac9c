/** `JWT_SECRET` → `JwtSecret`, `memorai-api` → `MemoraiApi`: logical ids hold letters and digits only. */
export function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map(capitalised)
    .join('');
}

/** `Api.Memorai.Com` of `api.memorai.com`: the id of a construct may hold what tells two names apart. */
export const constructId = (text: string): string => text.replace(/[A-Za-z0-9]+/g, capitalised).replaceAll('/', ':');

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
