import { type Secret } from '../testbed/testbed'

/** Shorter lines of a secret occur in innocent text. */
const shortest = 4

const PRIVATE_KEY = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g

/** The text with `***` wherever a secret, or a line of one, stands in it, and in place of every PEM private key. */
export function masked(text: string, secrets: readonly Secret[]): string {
  return secrets
    .flatMap((secret) => [secret.reveal(), ...secret.reveal().split('\n')])
    .filter((part) => part.trim().length >= shortest)
    .sort((a, b) => b.length - a.length)
    .reduce((clean, part) => clean.replaceAll(part, '***'), text)
    .replace(PRIVATE_KEY, '***')
}
