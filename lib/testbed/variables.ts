/** The environment, or something like it. */
export type Environment = Readonly<Record<string, string | undefined>>

const reference = /\$(\$?)\{([^}]*)\}/g

/**
 * Replaces every `${VAR}`; `$${` stands for a literal `${`. `missing` hears of each variable that is not set
 * or empty: an empty secret is a forgotten one.
 */
export function replaceVariables(
  text: string,
  env: Environment,
  missing: (variable: string) => void,
): string {
  return text.replace(reference, (written, escaped: string, name: string) => {
    if (escaped) return written.slice(1)
    const value = env[name]
    if (!value) missing(name)
    return value ?? ''
  })
}
