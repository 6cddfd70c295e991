/** Who asks: uid 0 passes every permission check, as root does. */
export interface Credentials {
  readonly uid: number
  readonly gids: readonly number[]
  /** The process that asks, where it is one: whose /proc/self it is. */
  readonly pid?: () => number | undefined
}

export const rootCredentials: Credentials = { uid: 0, gids: [0] }

/** A file whose content is made when it is read (`/proc/uptime`); without `write` it refuses writing. */
export interface GeneratedContent {
  read(): string
  write?(text: string): void
  /** Empties it, where it can be emptied. */
  clear?(): void
  /** It has the size of its content; those of /proc have none. */
  readonly hasSize?: true
}

interface InodeBase {
  readonly ino: number
  uid: number
  gid: number
  /** Permission bits with setuid, setgid and sticky: 0o7777. */
  mode: number
  nlink: number
  mtimeMs: number
  ctimeMs: number
}

export interface FileInode extends InodeBase {
  readonly kind: 'file'
  content: Buffer
  generated?: GeneratedContent
  /** A bind mount, such as /etc/hosts in a container: its name can't be renamed over or removed. */
  bindMounted?: boolean
  readOnlyMount?: boolean
}

export interface DirectoryInode extends InodeBase {
  readonly kind: 'directory'
  readonly entries: Map<string, Inode>
  readOnlyMount?: boolean
}

export interface SymlinkInode extends InodeBase {
  readonly kind: 'symlink'
  readonly target: string
  /** It leads each process elsewhere: /proc/self. */
  readonly own?: (who: Credentials) => string
}

/** Where a symbolic link leads him who follows it. */
export const targetOf = ({ own, target }: SymlinkInode, who: Credentials): string =>
  own?.(who) ?? target

/** `/dev/null` and friends: swallow what is written, and read as empty or, as `/dev/zero`, without an end. */
export interface DeviceInode extends InodeBase {
  readonly kind: 'device'
  readonly yields: ((bytes: number) => Buffer) | undefined
}

export type Inode = FileInode | DirectoryInode | SymlinkInode | DeviceInode

/** A copy of what stat(2) tells. */
export interface Stat {
  readonly kind: Inode['kind']
  readonly ino: number
  readonly uid: number
  readonly gid: number
  readonly mode: number
  readonly nlink: number
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
}

const sizeOf = (node: Inode): number => {
  if (node.kind === 'directory') return 4096
  if (node.kind === 'symlink') return Buffer.byteLength(node.target)
  if (node.kind !== 'file') return 0
  if (!node.generated) return node.content.length
  return node.generated.hasSize ? Buffer.byteLength(node.generated.read()) : 0
}

export const statOf = (node: Inode): Stat => ({
  kind: node.kind,
  ino: node.ino,
  uid: node.uid,
  gid: node.gid,
  mode: node.mode,
  nlink: node.nlink,
  size: sizeOf(node),
  mtimeMs: node.mtimeMs,
  ctimeMs: node.ctimeMs,
})

export const permissions = { read: 4, write: 2, execute: 1 } as const

/** Whether the mode lets `who` do what `mask` (a sum of `permissions`) asks. */
export const permits = (node: Inode, who: Credentials, mask: number): boolean => {
  if (who.uid === 0) {
    const executes = (mask & permissions.execute) !== 0
    return !executes || node.kind === 'directory' || (node.mode & 0o111) !== 0
  }
  const shift = node.uid === who.uid ? 6 : who.gids.includes(node.gid) ? 3 : 0
  return ((node.mode >> shift) & mask) === mask
}
