import { blockBytes, type Entry, extensions, kinds, sumOf } from './entry'

/** An archive is filled up to a multiple of this. */
const recordBytes = 20 * blockBytes

/** An archive of these, as GNU tar writes it. */
export function archiveOf(entries: readonly Entry[]): Buffer {
  const pieces = entries.flatMap(bytesOfEntry)
  const length = pieces.reduce((sum, { length: each }) => sum + each, 0)
  const end = Math.ceil((length + 2 * blockBytes) / recordBytes) * recordBytes
  return Buffer.concat([...pieces, Buffer.alloc(end - length)])
}

function bytesOfEntry(entry: Entry): Buffer[] {
  const { name, target, kind, content } = entry
  return [
    ...(Buffer.byteLength(name) > 100 ? longText(extensions.longName, name) : []),
    ...(Buffer.byteLength(target) > 100 ? longText(extensions.longTarget, target) : []),
    header(kinds[kind], entry),
    ...padded(content),
  ]
}

const longText = (type: string, text: string): Buffer[] => {
  const content = Buffer.from(`${text}\0`)
  return [header(type, { ...longLink, content }), ...padded(content)]
}

const longLink: Entry = {
  name: '././@LongLink',
  kind: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  user: 'root',
  group: 'root',
  mtimeMs: 0,
  target: '',
  content: Buffer.alloc(0),
}

function header(type: string, entry: Entry): Buffer {
  const bytes = Buffer.alloc(blockBytes)
  const octal = (value: number, at: number, length: number): void =>
    void bytes.write(
      `${Math.floor(value)
        .toString(8)
        .padStart(length - 1, '0')}\0`,
      at,
    )
  Buffer.from(entry.name).copy(bytes, 0, 0, 100)
  octal(entry.mode & 0o7777, 100, 8)
  octal(entry.uid, 108, 8)
  octal(entry.gid, 116, 8)
  octal(entry.content.length, 124, 12)
  octal(entry.mtimeMs / 1000, 136, 12)
  bytes.write(' '.repeat(8), 148)
  bytes.write(type, 156)
  Buffer.from(entry.target).copy(bytes, 157, 0, 100)
  bytes.write('ustar  \0', 257)
  bytes.write(entry.user, 265, 31)
  bytes.write(entry.group, 297, 31)
  bytes.write(`${sumOf(bytes).toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

const padded = (content: Buffer): Buffer[] => [
  content,
  Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes),
]
