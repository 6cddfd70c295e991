import { askDaemon } from '../../docker/daemon-api'
import { dockerSocket } from '../../docker/docker-socket'
import type { CommandLine, FlagError } from '../../go/command-line'
import type { CommandContext } from '../../machine/types'
import { CurlFailure } from './curl-failure'
import type { RemoteFile } from './internet'

/** By the option as it was typed. */
export function wrongOption({ message }: FlagError, args: readonly string[]): string {
  const [, long] = /^unknown flag: (\S+)$/.exec(message) ?? []
  const [, letter] = /^unknown shorthand flag: '(.)'/.exec(message) ?? []
  if (long !== undefined || letter !== undefined) {
    const typed = args.find((arg) =>
      long ? arg.startsWith(long) : /^-[^-]/.test(arg) && arg.includes(letter!),
    )
    return `curl: option ${typed}: is unknown\n`
  }
  return `curl: option ${args.at(-1)}: requires parameter\n`
}

/** Throws as curl refuses what is no URL, or of a scheme that it doesn't have. */
export function urlOf(text: string): URL {
  const [, scheme = 'http'] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? []
  if (!['http', 'https', 'file', 'telnet'].includes(scheme.toLowerCase()))
    throw new CurlFailure(1, `Protocol "${scheme}" not supported or disabled in libcurl`)
  try {
    return new URL(text.includes('://') ? text : `http://${text}`)
  } catch {
    throw new CurlFailure(3, 'URL using bad/illegal format or missing URL')
  }
}

/** What needs no network: files, and what listens at a socket of the machine's. */
export function ownAnswer(
  url: URL,
  line: CommandLine,
  context: CommandContext,
): RemoteFile | undefined {
  const { fs } = context
  if (url.protocol === 'file:') {
    if (!fs.exists(url.pathname)) throw new CurlFailure(37, `Couldn't open file ${url.pathname}`)
    return { status: 0, body: fs.readText(url.pathname) }
  }
  const socket = line.value('unix-socket')
  if (socket === undefined) return undefined
  const isDocker = [dockerSocket.path, '/run/docker.sock'].includes(socket)
  const engine = isDocker ? context.machine.sockets.connect(dockerSocket) : undefined
  const mayAsk = context.user.uid === 0 || context.user.groups.includes('docker')
  if (!engine?.running || !mayAsk)
    throw new CurlFailure(
      7,
      `Failed to connect to ${url.hostname} port 80 after 0 ms: Couldn't connect to server`,
    )
  return askDaemon(engine, line.value('request') ?? 'GET', url)
}
