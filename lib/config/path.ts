/** Keys and list indexes from the top of a config to one place in it. */
export type Path = readonly (string | number)[];
