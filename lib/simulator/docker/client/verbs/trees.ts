import { posix } from 'node:path'
import type { SimulatedClock } from '../../../time/clock'
import type { FileSystem } from '../../../file-system/file-system'
import type { Entry } from '../../../machine/commands/tar/entry'
import type { Container } from '../../container/container'
import { insideOf, untouchedInside } from '../../container/container-inside'

/** A file, or a directory with all that is in it, as an archive holds it under a name. */
export function entriesBelow(files: FileSystem, path: string, name: string): Entry[] {
  const stat = files.lstat(path)
  const { kind } = stat
  if (kind !== 'file' && kind !== 'directory' && kind !== 'symlink') return []
  const entry: Entry = {
    name: kind === 'directory' ? `${name}/` : name,
    kind,
    mode: stat.mode,
    uid: stat.uid,
    gid: stat.gid,
    user: '',
    group: '',
    mtimeMs: stat.mtimeMs,
    target: kind === 'symlink' ? files.readlink(path) : '',
    content: kind === 'file' ? files.read(path) : Buffer.alloc(0),
  }
  if (kind !== 'directory') return [entry]
  const below = files
    .list(path)
    .toSorted()
    .flatMap((each) => entriesBelow(files, posix.join(path, each), `${name}/${each}`))
  return [entry, ...below]
}

/** Puts what an archive holds into a directory. */
export function place(files: FileSystem, folder: string, entry: Entry): void {
  const path = posix.join(folder, entry.name).replace(/(.)\/$/, '$1')
  if (entry.kind === 'directory') {
    if (!files.exists(path)) files.mkdirp(path, { mode: entry.mode })
    return
  }
  if (entry.kind === 'symlink') {
    if (files.exists(path)) files.remove(path)
    files.symlink(entry.target, path)
    return
  }
  files.write(path, entry.content, entry.mode)
  files.chmod(path, entry.mode)
}

/** What is the kernel's, or mounted: no part of a container's own files. */
const foreign = new Set(['/proc', '/sys', '/dev'])

/** All that a container has in files. */
export const ownTree = (files: FileSystem): Entry[] =>
  files
    .list('/')
    .toSorted()
    .filter((name) => !foreign.has(`/${name}`))
    .flatMap((name) => entriesBelow(files, `/${name}`, name))

/** `A`dded, `C`hanged and `D`eleted paths, by name. */
export function changesIn(container: Container, clock: SimulatedClock): string[] {
  const mounted = (container.spec.mounts ?? []).map(({ target }) => target)
  const isOwn = ({ name }: Entry): boolean =>
    !mounted.some((target) => `/${name}`.startsWith(`${target}/`) || `/${name}` === target)
  const by = (files: FileSystem): Map<string, Entry> =>
    new Map(
      ownTree(files)
        .filter(isOwn)
        .map((entry) => [`/${entry.name.replace(/\/$/, '')}`, entry]),
    )
  const [before, now] = [
    by(untouchedInside(container, clock).fs),
    by(insideOf(container, clock).fs),
  ]
  const marks = new Map<string, string>()
  for (const [path, entry] of now) {
    const old = before.get(path)
    if (!old) marks.set(path, 'A')
    else if (!isSame(old, entry)) marks.set(path, 'C')
  }
  for (const path of before.keys()) if (!now.has(path)) marks.set(path, 'D')
  for (const path of [...marks.keys()])
    for (let above = posix.dirname(path); above !== '/'; above = posix.dirname(above))
      if (!marks.has(above)) marks.set(above, 'C')
  return [...marks]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, mark]) => `${mark} ${path}`)
}

const isSame = (one: Entry, other: Entry): boolean =>
  one.kind === other.kind &&
  one.mode === other.mode &&
  one.target === other.target &&
  one.content.equals(other.content)
