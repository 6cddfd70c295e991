import type { FileSystem } from '../../../file-system/file-system'
import { FileSystemError, reasonOf } from '../../../file-system/file-system-error'
import { absolute, parentOf } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import type { Entry } from './entry'
import { relative } from './names'
import type { Report } from './report'
import type { TarOptions } from './tar-options'

/** Puts what an archive holds below a directory; what can't be put there is reported. */
export class Unpacking {
  /** Writing into a directory changes its time: it is set when all is there. */
  readonly #directoryTimes: (() => void)[] = []

  constructor(
    private readonly options: TarOptions,
    private readonly context: ShellContext,
    private readonly directory: string,
    private readonly report: Report,
  ) {}

  /** Answers false where there is nothing of it to put there. */
  put(entry: Entry): boolean {
    const name = this.#placeOf(entry.name, 'member names')
    if (name === undefined) return false
    const path = absolute(this.directory, name)
    try {
      this.#make(entry, path)
      this.#dress(entry, path)
    } catch (error) {
      this.report.fail(`${entry.name}: Cannot ${deedOf(entry)}: ${reasonOf(error)}`)
    }
    return true
  }

  end(): void {
    for (const setTime of this.#directoryTimes.reverse()) setTime()
  }

  /** Undefined: it is stripped away whole, or would be elsewhere. */
  #placeOf(name: string, what: string): string | undefined {
    const own = this.options.has('P') ? name : relative(name, this.report, what)
    if (!this.options.has('P') && own.split('/').includes('..')) {
      this.report.fail(`${name}: Member name contains '..'`)
      return undefined
    }
    const parts = own.split('/').filter((part) => part !== '' && part !== '.')
    const left = parts.slice(this.options.stripped)
    if (left.length === 0 && this.options.stripped > 0) return undefined
    return (own.startsWith('/') ? '/' : '') + (left.join('/') || '.')
  }

  #make(entry: Entry, path: string): void {
    const { fs } = this.context
    if (entry.kind === 'directory') return this.#makeDirectory(path)
    this.#makeDirectory(parentOf(path))
    if (isThere(fs, path)) {
      if (this.options.has('k')) throw new FileSystemError('EEXIST', path)
      // A file may be mounted there: that is written into.
      if (!fs.isBindMounted(path)) fs.unlink(path)
    }
    if (entry.kind === 'symlink') fs.symlink(entry.target, path)
    else if (entry.kind === 'link')
      fs.link(
        absolute(this.directory, this.#placeOf(entry.target, 'hard link targets') ?? ''),
        path,
      )
    else fs.write(path, entry.content)
  }

  #makeDirectory(path: string): void {
    const { fs } = this.context
    if (fs.exists(path)) return
    this.#makeDirectory(parentOf(path))
    fs.mkdir(path)
  }

  /** Owner, mode and time; root gives away what it unpacks to whom it was of. */
  #dress({ kind, user, group, uid, gid, mode, mtimeMs }: Entry, path: string): void {
    const { has } = this.options
    const { fs, machine } = this.context
    if (kind === 'link' || kind === 'symlink') return
    const isRoot = fs.credentials.uid === 0
    if (isRoot && !has('no-same-owner')) {
      const named = !has('numeric-owner')
      const owner = (named ? machine.users.find(user)?.uid : undefined) ?? uid
      fs.chown(path, owner, (named && group !== '' ? machine.users.gid(group) : undefined) ?? gid)
    }
    const isExact = (isRoot && !has('no-same-permissions')) || has('p')
    fs.chmod(path, isExact ? mode : mode & 0o777 & ~fs.umask)
    if (has('m')) return
    const setTime = (): void => fs.utimes(path, mtimeMs)
    if (kind === 'directory') this.#directoryTimes.push(setTime)
    else setTime()
  }
}

function deedOf({ kind, target }: Entry): string {
  if (kind === 'symlink') return `create symlink to ‘${target}’`
  if (kind === 'link') return `hard link to ‘${target}’`
  return kind === 'directory' ? 'mkdir' : 'open'
}

/** Also where it is a link that leads nowhere. */
function isThere(fs: FileSystem, path: string): boolean {
  try {
    fs.lstat(path)
    return true
  } catch {
    return false
  }
}
