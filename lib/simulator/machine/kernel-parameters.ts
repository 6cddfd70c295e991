import type { FileSystem } from '../file-system/file-system'

const directory = '/proc/sys'

/** What stands below /proc/sys when the kernel has started; a boot brings it back. */
export class KernelParameters {
  #atBoot: ReadonlyMap<string, string> | undefined

  constructor(private readonly fs: FileSystem) {}

  /** The first time: this is what the kernel starts with. Later: makes it so again. */
  boot(): void {
    const now = this.#read(directory)
    if (!this.#atBoot) {
      this.#atBoot = now
      return
    }
    for (const [path, text] of now) {
      const first = this.#atBoot.get(path)
      if (first === undefined) this.fs.remove(path)
      else if (first !== text && this.fs.mayAccess(path, 2)) this.fs.write(path, first)
    }
    for (const [path, text] of this.#atBoot) if (!now.has(path)) this.fs.writeText(path, text)
  }

  #read(path: string, found = new Map<string, string>()): Map<string, string> {
    for (const name of this.fs.exists(path) ? this.fs.list(path) : []) {
      const entry = `${path}/${name}`
      if (this.fs.stat(entry).kind === 'directory') this.#read(entry, found)
      else if (!unsettable.has(entry)) found.set(entry, this.fs.readText(entry))
    }
    return found
  }
}

/** These are told by the kernel or kept by the system itself. */
const unsettable = new Set([`${directory}/kernel/random/boot_id`, `${directory}/kernel/hostname`])
