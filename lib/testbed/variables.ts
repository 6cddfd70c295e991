import { remember } from '../redaction/redacted'

/** The environment, or something like it. */
export type Environment = Readonly<Record<string, string | undefined>>

const reference = /\$(\$?)\{([^}]*)\}/g

/** Variables whose names say that what they hold is to be kept secret. */
const secretName = /passw|secret|token|key|credential|auth/i

/**
 * Replaces every `${VAR}`; `$${` stands for a literal `${`. `missing` hears of each variable that is not set
 * or empty: an empty secret is a forgotten one. What a variable holds that is called like a secret is one from now on.
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
    else if (secretName.test(name)) remember(value)
    return value ?? ''
  })
}
