import { createHash, createHmac } from 'node:crypto'

/** A public key as OpenSSH writes it: `ssh-ed25519` and the base64 of its blob. */
export interface HostKey {
  readonly type: string
  readonly base64: string
}

/** What a known_hosts file says about one address. */
export interface KnownKeys {
  readonly trusted: readonly HostKey[]
  readonly revoked: readonly HostKey[]
}

/**
 * Looks an address up in the text of a known_hosts file: plain, wildcard, negated and hashed names,
 * `[host]:port`, `@revoked`. As in OpenSSH an entry without port serves where there is none with the port.
 * `@cert-authority` lines are passed over.
 */
export function knownKeys(text: string, host: string, port: number): KnownKeys {
  const entries = text.split('\n').flatMap(parseLine)
  const names = [...new Set([nameAt(host, port), nameAt(host, 22)])]
  const about = names
    .map((name) => entries.filter((entry) => entry.names(name)))
    .find((found) => found.length > 0)
  return {
    trusted: (about ?? []).filter(({ marker }) => marker === '').map(({ key }) => key),
    revoked: entries.filter(({ marker }) => marker === '@revoked').map(({ key }) => key),
  }
}

/** Does a known_hosts file trust a key of this very port? An entry without port is one of port 22. */
export const isNoted = (text: string, host: string, port: number): boolean =>
  text
    .split('\n')
    .flatMap(parseLine)
    .some(({ marker, names }) => marker === '' && names(nameAt(host, port)))

const nameAt = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** `SHA256:…`, as ssh and ssh-keygen print it. */
export const fingerprint = ({ base64 }: HostKey): string =>
  `SHA256:${createHash('sha256').update(base64, 'base64').digest('base64').replace(/=+$/, '')}`

/** The key type that a key's blob names. */
export function hostKeyOf(blob: Buffer): HostKey {
  return {
    type: blob.toString('latin1', 4, 4 + blob.readUInt32BE(0)),
    base64: blob.toString('base64'),
  }
}

export const sameKey = (a: HostKey, b: HostKey): boolean => a.base64 === b.base64

interface Entry {
  readonly marker: string
  readonly names: (name: string) => boolean
  readonly key: HostKey
}

function parseLine(line: string): Entry[] {
  const words = line.trim().split(/\s+/)
  if (words[0] === '' || words[0]?.startsWith('#')) return []
  const marker = words[0]?.startsWith('@') ? words.shift()! : ''
  const [patterns, type, base64] = words
  if (!patterns || !type || !base64 || !['', '@revoked'].includes(marker)) return []
  return [{ marker, names: matcher(patterns), key: { type, base64 } }]
}

function matcher(patterns: string): Entry['names'] {
  if (patterns.startsWith('|1|')) return hashedMatcher(patterns)
  const list = patterns.toLowerCase().split(',')
  const excluded = list.filter((pattern) => pattern.startsWith('!')).map((p) => glob(p.slice(1)))
  const included = list.filter((pattern) => !pattern.startsWith('!')).map(glob)
  return (name) => included.some((p) => p.test(name)) && !excluded.some((p) => p.test(name))
}

function hashedMatcher(pattern: string): Entry['names'] {
  const [, , salt = '', hash = ''] = pattern.split('|')
  return (name) =>
    createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
