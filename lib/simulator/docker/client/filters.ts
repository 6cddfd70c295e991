import { UnknownFlag } from './docker-call'
import { DockerError } from '../docker-error'
import type { DockerEngine } from '../engine'

/** The client insists on the form NAME=VALUE, the daemon on a name that it knows. Throws in their words. */
export function insistOnFilters(
  filters: readonly string[],
  known: readonly string[],
  { options }: DockerEngine,
): void {
  for (const text of filters) {
    const [name = ''] = text.split('=')
    if (!text.includes('='))
      throw new UnknownFlag(
        `invalid argument "${text}" for "-f, --filter" flag: bad format of filter (expected name=value)`,
      )
    if (!known.includes(name))
      throw new DockerError(
        `${options.version.startsWith('20.') ? 'Invalid' : 'invalid'} filter '${name}'`,
      )
  }
}

/**
 * Whether something passes what `--filter KEY=VALUE` asks for. The same key twice means either; different keys mean
 * both. Labels are the exception: all must match.
 */
export function passes(
  filters: readonly string[] = [],
  matches: (key: string, value: string) => boolean,
): boolean {
  const given = filters.map((text) => {
    const at = text.indexOf('=')
    return { key: text.slice(0, at), value: text.slice(at + 1) }
  })
  return [...new Set(given.map(({ key }) => key))].every((key) => {
    const values = given.filter((filter) => filter.key === key).map(({ value }) => value)
    return key === 'label'
      ? values.every((value) => matches(key, value))
      : values.some((value) => matches(key, value))
  })
}

/** Go's path.Match, as far as names of images need it. */
export const matchesPattern = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '[^/]*')
      .replace(/\?/g, '[^/]')}$`,
  ).test(text)
