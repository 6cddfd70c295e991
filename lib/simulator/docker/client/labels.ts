export type Labels = Readonly<Record<string, string>>

/** What `--label KEY=VALUE` has given. */
export const readLabels = (given: readonly string[] = []): Labels =>
  Object.fromEntries(
    given.map((label) => {
      const [key = '', ...rest] = label.split('=')
      return [key, rest.join('=')]
    }),
  )

/** As `{{.Labels}}` of a list has them. */
export const labelText = (labels: Labels = {}): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')

/** @param wanted `KEY` or `KEY=VALUE` */
export const hasLabel = (labels: Labels = {}, wanted: string): boolean => {
  const [key = '', ...rest] = wanted.split('=')
  const found = labels[key]
  return rest.length === 0 ? found !== undefined : found === rest.join('=')
}
