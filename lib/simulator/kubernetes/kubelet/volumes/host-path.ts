import { type HostFiles } from '../kubelet-host'

/** What stands at a path of the node, in the words of the kubelet's refusals. */
type Kind = 'file' | 'directory' | 'socket file' | 'character device'

const wanted: Readonly<Record<string, Kind | 'block device'>> = {
  File: 'file',
  FileOrCreate: 'file',
  Directory: 'directory',
  DirectoryOrCreate: 'directory',
  Socket: 'socket file',
  CharDevice: 'character device',
  BlockDevice: 'block device',
}

/**
 * Sees to it that a hostPath is of its type, made if it may be. Throws Error with what MountVolume.SetUp says otherwise
 * (kubernetes/pkg/volume/hostpath, 1.20).
 */
export function provideHostPath(files: HostFiles, path: string, type = ''): void {
  if (type === '') return
  const kind = wanted[type]
  if (kind === undefined) throw new Error(`${type} is an invalid volume type`)
  const found = kindOf(files, path)
  if (found === undefined && type === 'DirectoryOrCreate') return files.fs.mkdirp(path)
  if (found === undefined && type === 'FileOrCreate') return makeFile(files, path)
  if (found !== kind) throw new Error(`hostPath type check failed: ${path} is not a ${kind}`)
}

function kindOf(files: HostFiles, path: string): Kind | undefined {
  const { fs } = files
  if (files.isSocket(path)) return 'socket file'
  if (!fs.exists(path)) return undefined
  const { kind } = fs.stat(path)
  if (kind === 'device') return 'character device'
  return kind === 'directory' ? 'directory' : 'file'
}

/** In a directory that must be there. */
function makeFile({ fs }: HostFiles, path: string): void {
  const directory = path.slice(0, path.lastIndexOf('/')) || '/'
  if (!fs.exists(directory)) throw new Error(`open ${path}: no such file or directory`)
  fs.write(path, '')
}
