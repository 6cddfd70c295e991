import { root } from './command'

/** A word for probing scripts: `fact NAME VALUE` prints one of the lines that `parseFacts` reads. */
export const factWord = root`fact() { printf '%s=%s\n' "$1" "$2"; }`

/**
 * Reads the `name=value` lines that a probing script printed with `fact`; asking for a name that it did not print is a bug of
 * the script and throws. A value may hold `=`; it is trimmed.
 */
export function parseFacts(stdout: string): (name: string) => string {
  const facts = new Map<string, string>()
  for (const line of stdout.split('\n')) {
    const at = line.indexOf('=')
    if (at > 0) facts.set(line.slice(0, at), line.slice(at + 1).trim())
  }
  return (name) => {
    const value = facts.get(name)
    if (value === undefined) throw new Error(`The probing script printed no line "${name}=".`)
    return value
  }
}
