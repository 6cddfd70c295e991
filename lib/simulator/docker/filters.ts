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
