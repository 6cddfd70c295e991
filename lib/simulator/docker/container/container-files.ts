import { asFarAsFilesAllow, FileSystemError } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import { DockerError } from '../docker-error'
import type { Container } from './container'
import { jsonOf } from './container-log'

/** What the daemon keeps of a container on its machine. */
export const containerDirectory = (id: string): string => `/var/lib/docker/containers/${id}`

/** Where what it writes is kept, by the driver json-file. */
export const logPathOf = (id: string): string => `${containerDirectory(id)}/${id}-json.log`

/** What the daemon keeps on its machine of its containers; nothing where it runs on none. */
export class ContainerFiles {
  constructor(private readonly fs: FileSystem | undefined) {
    fs?.mkdirp('/var/lib/docker', { mode: 0o710 })
    fs?.mkdirp('/var/lib/docker/containers', { mode: 0o700 })
  }

  /** Throws DockerError on a machine where nothing can be written. */
  created({ id }: Container): void {
    const directory = containerDirectory(id)
    try {
      for (const name of ['checkpoints', 'mounts'])
        this.fs?.mkdirp(`${directory}/${name}`, { mode: 0o700 })
      this.fs?.chmod(directory, 0o710)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      throw new DockerError(`mkdir ${directory}: ${error.reason.toLowerCase()}`)
    }
  }

  /** From its first start on there is a log; whoever empties the file has emptied the log. */
  started({ id, log }: Container): void {
    const { fs } = this
    if (!fs?.exists(containerDirectory(id)) || fs.exists(logPathOf(id))) return
    const generated = {
      read: () => jsonOf(log.lines),
      write: () => undefined,
      clear: () => log.clear(),
      hasSize: true,
    } as const
    fs.generate(logPathOf(id), generated, { mode: 0o640 })
  }

  /** What can't be removed stays. */
  removed({ id }: Container): void {
    asFarAsFilesAllow(() => this.fs?.remove(containerDirectory(id)))
  }
}
