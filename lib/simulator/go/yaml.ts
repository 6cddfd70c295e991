/** The library that reads YAML, seventy modules of it: loaded with the first text, of which a testbed that starts has none. */
export const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml')
