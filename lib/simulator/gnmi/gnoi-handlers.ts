import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { GnoiFailure } from './gnoi-failure'
import type { GnoiCall } from './gnoi-versions'
import { type Fields, numberOf, partOf, textOf, writeFields } from './gnoi-wire'
import type { HostServices } from './host-services'

type Handler = (request: Fields, host: HostServices, branch: string) => Buffer | Promise<Buffer>

const http = 2
const md5 = 3

/** What SONiC's server does for each call; field numbers are the public interface's. */
export const gnoiHandlers: Readonly<Record<GnoiCall, Handler>> = {
  'System.Time': (_, host) => writeFields([[1, nanoseconds(host.now())]]),
  'File.Stat': (request, host, branch) => stat(textOf(request, 1), host, branch),
  'OS.Verify': (_, host) => writeFields([[1, host.runningImage()]]),
  'OS.Activate': (request, host) => activate(textOf(request, 1), host),
  'System.SetPackage': setPackage,
  'File.TransferToRemote': transfer,
}

const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms)) * 1_000_000n

/** Master answers the octal digits (755); before, the mode itself (493), which the interface does not want. */
function stat(path: string, host: HostServices, branch: string): Buffer {
  const isMaster = branch === 'master'
  if (isMaster && !path.startsWith('/'))
    throw new GnoiFailure('INVALID_ARGUMENT', `path must be absolute, got: ${path}`)
  try {
    const { modifiedAt, mode, size, path: found } = host.stat(path)
    const permissions = isMaster ? Number((mode & 0o7777).toString(8)) : mode & 0o777
    const info = writeFields([
      [1, found],
      [2, nanoseconds(modifiedAt)],
      [3, permissions],
      [4, size],
      [5, isMaster ? 22 : 0o22],
    ])
    return writeFields([[1, info]])
  } catch (error) {
    throw isMaster
      ? new GnoiFailure('NOT_FOUND', `stat ${path}: no such file or directory`)
      : new GnoiFailure('UNKNOWN', (error as Error).message)
  }
}

function activate(image: string, host: HostServices): Buffer {
  try {
    host.activate(image)
    return writeFields([[1, Buffer.alloc(0)]])
  } catch (error) {
    const { message } = error as Error
    const type = /not.*exist/i.test(message) ? 1 : 0
    return writeFields([
      [
        2,
        writeFields([
          [1, type],
          [2, message],
        ]),
      ],
    ])
  }
}

function setPackage(request: Fields, host: HostServices): Buffer {
  const wanted = partOf(request, 1)
  if (!wanted)
    throw new GnoiFailure(
      'INVALID_ARGUMENT',
      'invalid request type: <nil>, expected SetPackageRequest_Package',
    )
  const file = textOf(wanted, 1)
  if (file === '')
    throw new GnoiFailure('INVALID_ARGUMENT', 'filename is missing in package request')
  if (partOf(wanted, 6))
    throw new GnoiFailure(
      'INVALID_ARGUMENT',
      'remote download is not supported, image must be local',
    )
  if (!file.startsWith('/'))
    throw new GnoiFailure('INVALID_ARGUMENT', 'filename must be an absolute path')
  const installed = attempt('failed to install package', () => host.install(file))
  if (numberOf(wanted, 5) === 1)
    attempt('failed to activate package', () => host.activate(textOf(wanted, 4) || installed))
  return writeFields([])
}

async function transfer(request: Fields, host: HostServices): Promise<Buffer> {
  const remote = partOf(request, 2)
  if (!remote) throw new GnoiFailure('INVALID_ARGUMENT', 'remote_download cannot be nil')
  const path = textOf(request, 1)
  if (path === '') throw new GnoiFailure('INVALID_ARGUMENT', 'local_path cannot be empty')
  insistOnAllowed(path)
  if (numberOf(remote, 2) !== http)
    throw new GnoiFailure(
      'UNIMPLEMENTED',
      `only HTTP protocol is supported, got protocol ${protocolOf(remote)}`,
    )
  try {
    const content = await host.download(textOf(remote, 1), path)
    const hash = createHash('md5').update(content).digest()
    return writeFields([
      [
        1,
        writeFields([
          [1, md5],
          [2, hash],
        ]),
      ],
    ])
  } catch (error) {
    throw new GnoiFailure('INTERNAL', `download failed: ${(error as Error).message}`)
  }
}

const protocolOf = (remote: Fields): string =>
  ['UNKNOWN', 'SFTP', 'HTTP', 'HTTPS', 'SCP'][numberOf(remote, 2)] ?? 'UNKNOWN'

function insistOnAllowed(path: string): void {
  const clean = posix.normalize(path)
  const refuse = (why: string): never => {
    throw new GnoiFailure('INVALID_ARGUMENT', `invalid local_path: ${why}`)
  }
  if (!clean.startsWith('/')) refuse(`path must be absolute, got: ${path}`)
  if (!['/tmp/', '/host/', '/var/log/'].some((allowed) => clean.startsWith(allowed)))
    refuse(`path must be under /tmp/, /host/, or /var/log/, got: ${clean}`)
}

function attempt<T>(what: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new GnoiFailure('INTERNAL', `${what}: ${(error as Error).message}`)
  }
}
