import { reasonOf } from '../../../file-system/file-system-error'
import { absolute, join } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { UsageError } from '../options'
import type { Entry } from './entry'
import { excludes, placed, relative } from './names'
import type { Report } from './report'
import type { TarOptions } from './tar-options'

/** Reads what is to be archived; what can't be read is reported. Throws Fatal and UsageError. */
export function pack(options: TarOptions, context: ShellContext, report: Report): Entry[] {
  if (options.steps.length === 0)
    throw new UsageError('tar', 'Cowardly refusing to create an empty archive')
  const packing = new Packing(options, context, report)
  for (const { name, directory } of placed(options.steps, context).names)
    packing.add(name, absolute(directory, name))
  return packing.entries
}

class Packing {
  readonly entries: Entry[] = []
  readonly #isExcluded: (name: string) => boolean
  /** Files with several names: the first of them in the archive. */
  readonly #linked = new Map<number, string>()

  constructor(
    private readonly options: TarOptions,
    private readonly context: ShellContext,
    private readonly report: Report,
  ) {
    this.#isExcluded = excludes(options.excluded)
  }

  add(given: string, path: string): void {
    if (this.#isExcluded(given)) return
    const { has, file } = this.options
    const { fs, cwd } = this.context
    const name = has('P') ? given : relative(given, this.report)
    let failing = 'stat'
    try {
      const { kind, ino, nlink } = has('h') ? fs.stat(path) : fs.lstat(path)
      failing = 'open'
      const first = this.#linked.get(ino)
      if (file !== undefined && path === absolute(cwd, file))
        this.report.note(`${given}: file is the archive; not dumped`)
      else if (kind === 'directory') this.#addDirectory(given, name, path)
      else if (kind === 'symlink') this.#push({ name, kind, target: fs.readlink(path) }, path)
      else if (first !== undefined) this.#push({ name, kind: 'link', target: first }, path)
      else {
        if (nlink > 1) this.#linked.set(ino, name)
        this.#push({ name, kind: 'file', content: fs.read(path) }, path)
      }
    } catch (error) {
      this.report.fail(`${given}: Cannot ${failing}: ${reasonOf(error)}`)
    }
  }

  #addDirectory(given: string, name: string, path: string): void {
    const { fs } = this.context
    const names = fs.list(path)
    this.#push({ name: name.replace(/\/*$/, '/'), kind: 'directory' }, path)
    if (this.options.has('no-recursion')) return
    for (const each of names) this.add(`${given.replace(/\/+$/, '')}/${each}`, join(path, each))
  }

  #push(entry: Pick<Entry, 'name' | 'kind'> & Partial<Entry>, path: string): void {
    const { fs, machine } = this.context
    const { mode, uid, gid, mtimeMs } = entry.kind === 'symlink' ? fs.lstat(path) : fs.stat(path)
    const [user, group] = [machine.users.nameOf(uid), machine.users.groupName(gid)]
    this.entries.push({
      ...{ mode, uid, gid, user, group, mtimeMs, target: '', content: Buffer.alloc(0) },
      ...entry,
    })
  }
}
