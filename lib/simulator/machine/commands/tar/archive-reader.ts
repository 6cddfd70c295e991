import { blockBytes, type Entry, extensions, kinds, sumOf } from './entry'

/** Bytes that are no archive, or end in the middle of one: `isBegun`. */
export class NoArchive extends Error {
  constructor(readonly isBegun: boolean) {
    super(isBegun ? 'Unexpected EOF in archive' : 'This does not look like a tar archive')
  }
}

/** What is in an archive, of whatever tar, one after the other. Throws NoArchive. */
export function* entriesIn(archive: Buffer): Generator<Entry> {
  if (archive.length < blockBytes) throw new NoArchive(false)
  let given: Given = {}
  for (let at = 0; at + blockBytes <= archive.length;) {
    const head = archive.subarray(at, at + blockBytes)
    if (head.every((byte) => byte === 0)) return
    if (numberIn(head, 148, 8) !== sumOf(head)) throw new NoArchive(at > 0)
    const type = head.toString('latin1', 156, 157)
    const size = given.size ?? numberIn(head, 124, 12)
    const start = at + blockBytes
    const content = archive.subarray(start, start + size)
    at = start + Math.ceil(size / blockBytes) * blockBytes
    const more = givenBy(type, content)
    if (more) given = { ...given, ...more }
    else {
      yield entryOf(type, head, content, given)
      given = {}
    }
    if (at > archive.length) throw new NoArchive(true)
  }
}

/** What stands before an entry instead of in it. */
interface Given {
  readonly name?: string
  readonly target?: string
  readonly size?: number
  readonly mtimeMs?: number
}

function givenBy(type: string, content: Buffer): Given | undefined {
  if (type === extensions.longName) return { name: textIn(content, 0, content.length) }
  if (type === extensions.longTarget) return { target: textIn(content, 0, content.length) }
  if (type === extensions.paxOfAll) return {}
  if (type !== extensions.pax) return undefined
  const records = new Map(
    [...content.toString().matchAll(/\d+ ([^=\n]+)=([^\n]*)\n/g)].map(([, key, value]) => [
      key,
      value,
    ]),
  )
  const [name, target, size, mtime] = ['path', 'linkpath', 'size', 'mtime'].map((key) =>
    records.get(key),
  )
  return {
    ...(name !== undefined && { name }),
    ...(target !== undefined && { target }),
    ...(size !== undefined && { size: Number(size) }),
    ...(mtime !== undefined && { mtimeMs: Number(mtime) * 1000 }),
  }
}

function entryOf(type: string, head: Buffer, content: Buffer, given: Given): Entry {
  const isUstar = head.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? textIn(head, 345, 155) : ''
  const name = given.name ?? [prefix, textIn(head, 0, 100)].filter(Boolean).join('/')
  const found = Object.entries(kinds).find(([, each]) => each === type)?.[0] as Entry['kind']
  return {
    name,
    // Before ustar a directory was told by its name alone.
    kind:
      found && !(found === 'file' && name.endsWith('/'))
        ? found
        : name.endsWith('/')
          ? 'directory'
          : 'file',
    mode: numberIn(head, 100, 8) & 0o7777,
    uid: numberIn(head, 108, 8),
    gid: numberIn(head, 116, 8),
    user: textIn(head, 265, 32),
    group: textIn(head, 297, 32),
    mtimeMs: given.mtimeMs ?? numberIn(head, 136, 12) * 1000,
    target: given.target ?? textIn(head, 157, 100),
    content,
  }
}

const textIn = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString('utf8', at, at + length).replace(/\0[^]*$/, '')

/** In octal, or where that is too short in binary. */
function numberIn(bytes: Buffer, at: number, length: number): number {
  if (bytes[at]! >= 0x80) return Number(BigInt(`0x${bytes.toString('hex', at + 1, at + length)}`))
  return Number.parseInt(textIn(bytes, at, length).trim() || '0', 8)
}
