import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { absolute } from '../../file-system/paths'
import { type CommandLine, FlagError, parseCommandLine } from '../../go/command-line'
import { dial } from '../../network/dial'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { SimulatedNetwork } from '../../network/simulated-network'
import { secureContextOf, serverNameFor } from '../../network/tls-client'
import { CurlFailure } from './curl-failure'
import { curlFlags, curlVersion } from './curl-flags'
import { ownAnswer, urlOf, wrongOption } from './curl-local'
import type { Internet, RemoteFile } from './internet'

const progressMeter =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n'

/** `curl`: files of the Internet, and HTTPS for real to what the testbed's network serves. */
export const curlCommand = (network: SimulatedNetwork, internet: Internet): SimulatedCommand => ({
  name: 'curl',
  async run(args, context) {
    let line: CommandLine
    try {
      line = parseCommandLine(args, curlFlags)
    } catch (error) {
      if (!(error instanceof FlagError)) throw error
      return { stderr: wrongOption(error, args) + hint, exitCode: 2 }
    }
    if (line.is('version')) return { stdout: curlVersion }
    return transfer(line, network, internet, context)
  },
})

async function transfer(
  line: CommandLine,
  network: SimulatedNetwork,
  internet: Internet,
  context: CommandContext,
): Promise<CommandOutput> {
  const text = line.words[0] ?? line.value('url')
  const quiet = line.is('silent')
  if (!text) return { stderr: hint, exitCode: 2 }
  const meter = quiet || line.is('no-progress-meter') || !isToFile(line) ? '' : progressMeter
  const upload = line.value('upload-file')
  if (upload !== undefined && !context.fs.exists(absolute(context.cwd, upload)))
    return {
      stderr: `curl: Can't open '${upload}'!\n${hint}curl: (26) Failed to open/read local data from file/application\n`,
      exitCode: 26,
    }
  try {
    const url = urlOf(text)
    const answer =
      ownAnswer(url, line, context) ??
      internet.get(url) ??
      (await overNetwork(url, line, network, context))
    if (line.is('fail') && answer.status >= 400)
      throw new CurlFailure(22, `The requested URL returned error: ${answer.status}`)
    return { stdout: deliver(answer, url, line, context), stderr: meter }
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error
    const told = quiet && !line.is('show-error') ? '' : `${error.message}\n`
    return { stdout: trailer(line, 0, error), stderr: meter + told, exitCode: error.exitCode }
  }
}

const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n"

const isToFile = (line: CommandLine): boolean =>
  line.value('output') !== undefined || line.is('remote-name')

function deliver(
  { body, status }: RemoteFile,
  url: URL,
  line: CommandLine,
  context: CommandContext,
): string {
  const file =
    line.value('output') ?? (line.is('remote-name') ? url.pathname.split('/').at(-1) : undefined)
  if (file === undefined)
    return (line.is('head') ? `HTTP/1.1 ${status}\n` : body) + trailer(line, status)
  if (file !== '/dev/null')
    write(file.startsWith('/') ? file : `${context.cwd}/${file}`, body, context)
  return trailer(line, status)
}

/** What `-w` asks for; a transfer that failed has the status 000. */
function trailer(line: CommandLine, status: number, failure?: CurlFailure): string {
  const code = String(status).padStart(3, '0')
  return (line.value('write-out') ?? '')
    .replaceAll('%{http_code}', code)
    .replaceAll('%{response_code}', code)
    .replaceAll('%{exitcode}', String(failure?.exitCode ?? 0))
    .replaceAll('%{errormsg}', failure?.message.replace(/^curl: \(\d+\) /, '') ?? '')
    .replaceAll('\\n', '\n')
}

function write(path: string, body: string, { fs }: CommandContext): void {
  try {
    fs.write(path, body)
  } catch {
    throw new CurlFailure(23, 'Failure writing output to destination')
  }
}

function overNetwork(
  url: URL,
  line: CommandLine,
  network: SimulatedNetwork,
  context: CommandContext,
): Promise<RemoteFile> {
  const proxy = line.value('proxy')
  const [named, port] = ends(proxy === undefined ? url : urlOf(proxy))
  const host = named
  const dialled = dial(network, context.machine, resolved(line, named, port) ?? named, port)
  if (dialled.outcome === 'unknown-name')
    throw new CurlFailure(6, `Could not resolve host: ${host}`)
  if (dialled.outcome === 'dropped') return unanswered(line, host, port, context)
  if (dialled.outcome !== 'served')
    throw new CurlFailure(
      7,
      `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    )
  const certificate = line.value('cert')
  if (certificate !== undefined && !context.fs.exists(absolute(context.cwd, certificate)))
    throw new CurlFailure(
      58,
      `could not load PEM client certificate from ${certificate}, OpenSSL error error:80000002:system library::No such file or directory, (no key found, wrong pass phrase, or wrong file format?)`,
    )
  const read = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : context.fs.readText(absolute(context.cwd, path))
  const isPlain = url.protocol === 'http:'
  const tls = isPlain
    ? {}
    : {
        servername: serverNameFor(host),
        rejectUnauthorized: !line.is('insecure'),
        secureContext: secureContextOf({
          ca: read(line.value('cacert')),
          cert: read(line.value('cert')),
          key: read(line.value('key')),
        }),
      }
  const limit = line.value('max-time')
  const data = line.value('data') ?? line.value('data-raw') ?? line.value('data-binary')
  return new Promise((resolve, reject) => {
    const outgoing = (isPlain ? requestPlain : request)(
      {
        host: dialled.at.host,
        port: dialled.at.port,
        path: `${url.pathname}${url.search}`,
        method: line.value('request') ?? (data === undefined ? 'GET' : 'POST'),
        agent: false,
        ...tls,
        signal: context.signal,
      },
      (incoming) => {
        let body = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => (body += chunk))
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }))
        incoming.on('error', () =>
          reject(new CurlFailure(18, 'transfer closed with outstanding read data remaining')),
        )
      },
    )
    if (limit)
      outgoing.setTimeout(Number(limit) * 1000, () =>
        outgoing.destroy(
          new CurlFailure(
            28,
            `Operation timed out after ${Number(limit) * 1000} milliseconds with 0 bytes received`,
          ),
        ),
      )
    outgoing.on('error', (error: NodeJS.ErrnoException) => reject(reworded(error, host, port)))
    outgoing.end(data)
  })
}

const ends = (url: URL): [host: string, port: number] => [
  url.hostname.replace(/^\[|\]$/g, ''),
  Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
]

/** `--resolve HOST:PORT:ADDRESS`. */
const resolved = (line: CommandLine, host: string, port: number): string | undefined =>
  line
    .values('resolve')
    .find((each) => each.startsWith(`${host}:${port}:`))
    ?.split(':')
    .slice(2)
    .join(':')

/** Linux asks for two minutes and more; `--connect-timeout` and `--max-time` end that sooner. */
async function unanswered(
  line: CommandLine,
  host: string,
  port: number,
  { machine, signal }: CommandContext,
): Promise<never> {
  const limits = ['connect-timeout', 'max-time'].flatMap((name) => line.value(name) ?? [])
  const seconds = Math.min(131, ...limits.map(Number))
  await machine.clock.delay(seconds * 1000, signal)
  if (limits.length > 0)
    throw new CurlFailure(28, `Connection timed out after ${seconds * 1000} milliseconds`)
  throw new CurlFailure(
    28,
    `Failed to connect to ${host} port ${port} after ${seconds * 1000} ms: Couldn't connect to server`,
  )
}

function reworded(error: NodeJS.ErrnoException, host: string, port: number): CurlFailure {
  if (error instanceof CurlFailure) return error
  if (error.code === 'ECONNREFUSED')
    return new CurlFailure(
      7,
      `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    )
  // What answers is no TLS at all.
  if (error.code === 'EPROTO' || error.code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return new CurlFailure(35, 'OpenSSL/3.0.17: error:0A00010B:SSL routines::wrong version number')
  if (error.code === 'ECONNRESET')
    return new CurlFailure(35, 'Recv failure: Connection reset by peer')
  return new CurlFailure(60, 'SSL certificate problem: unable to get local issuer certificate')
}
