/** What an archive holds of one file. */
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'link'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly user: string
  readonly group: string
  readonly mtimeMs: number
  /** Of a link: what it leads to. */
  readonly target: string
  readonly content: Buffer
}

const plain = { uid: 0, gid: 0, user: '', group: '', mtimeMs: 0, target: '' } as const

/** A file of an archive that a program makes up, without a disk that it comes from. */
export const fileEntry = (name: string, content: string | Buffer): Entry => ({
  ...plain,
  name,
  kind: 'file',
  mode: 0o644,
  content: Buffer.from(content),
})

export const directoryEntry = (name: string): Entry => ({
  ...plain,
  name,
  kind: 'directory',
  mode: 0o755,
  content: Buffer.alloc(0),
})

export const blockBytes = 512
export const kinds = { file: '0', link: '1', symlink: '2', directory: '5' } as const

/** Of what comes before an entry, for want of room in it. */
export const extensions = { longName: 'L', longTarget: 'K', pax: 'x', paxOfAll: 'g' } as const

/** Of a header, its own place in which counts as blanks. */
export const sumOf = (bytes: Buffer): number =>
  bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
