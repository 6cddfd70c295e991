import { type Secret } from '../testbed/testbed'

/** Shorter lines of a secret occur in innocent text. */
const shortest = 4

/** The text with `***` wherever a secret, or a line of one, stands in it. */
export function masked(text: string, secrets: readonly Secret[]): string {
  return secrets
    .flatMap((secret) => [secret.reveal(), ...secret.reveal().split('\n')])
    .filter((part) => part.trim().length >= shortest)
    .sort((a, b) => b.length - a.length)
    .reduce((clean, part) => clean.replaceAll(part, '***'), text)
}
