import { request } from 'node:https'
import { type CommandLine, FlagError, parseCommandLine } from '../../go/command-line'
import { dial } from '../../network/dial'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { SimulatedNetwork } from '../../network/simulated-network'
import { secureContextOf, serverNameFor } from '../../network/tls-client'
import type { Internet, RemoteFile } from './internet'

const flags = {
  'fail|f': 'switch',
  'location|L': 'switch',
  'silent|s': 'switch',
  'show-error|S': 'switch',
  'insecure|k': 'switch',
  'head|I': 'switch',
  'output|o': 'value',
  'remote-name|O': 'switch',
  'proxy|x': 'value',
  noproxy: 'value',
  'max-time|m': 'value',
  'connect-timeout': 'value',
  retry: 'value',
  'write-out|w': 'value',
  'header|H': 'value',
  cacert: 'value',
  'cert|E': 'value',
  key: 'value',
  'request|X': 'value',
  'data|d': 'value',
} as const

const progressMeter =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n'

class CurlFailure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(`curl: (${exitCode}) ${message}`)
  }
}

/** `curl`: files of the Internet, and HTTPS for real to what the testbed's network serves. */
export const curlCommand = (network: SimulatedNetwork, internet: Internet): SimulatedCommand => ({
  name: 'curl',
  async run(args, context) {
    let line: CommandLine
    try {
      line = parseCommandLine(args, flags)
    } catch (error) {
      if (!(error instanceof FlagError)) throw error
      return {
        stderr: `curl: option ${args.find((arg) => arg.startsWith('-')) ?? ''}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n`,
        exitCode: 2,
      }
    }
    return transfer(line, network, internet, context)
  },
})

async function transfer(
  line: CommandLine,
  network: SimulatedNetwork,
  internet: Internet,
  context: CommandContext,
): Promise<CommandOutput> {
  const [text] = line.words
  const quiet = line.is('silent')
  if (!text)
    return {
      stderr: "curl: try 'curl --help' or 'curl --manual' for more information\n",
      exitCode: 2,
    }
  const url = new URL(text.includes('://') ? text : `http://${text}`)
  const meter = quiet || !isToFile(line) ? '' : progressMeter
  try {
    const answer = internet.get(url) ?? (await overNetwork(url, line, network, context))
    if (line.is('fail') && answer.status >= 400)
      throw new CurlFailure(22, `The requested URL returned error: ${answer.status}`)
    return { stdout: deliver(answer, url, line, context), stderr: meter }
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error
    const told = quiet && !line.is('show-error') ? '' : `${error.message}\n`
    return { stdout: trailer(line, 0), stderr: meter + told, exitCode: error.exitCode }
  }
}

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
function trailer(line: CommandLine, status: number): string {
  const code = String(status).padStart(3, '0')
  return (line.value('write-out') ?? '')
    .replaceAll('%{http_code}', code)
    .replaceAll('%{response_code}', code)
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
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const dialled = dial(network, context.machine, host, port)
  if (dialled.outcome === 'unknown-name')
    throw new CurlFailure(6, `Could not resolve host: ${host}`)
  if (dialled.outcome === 'dropped') return unanswered(line, host, port, context)
  if (dialled.outcome !== 'served')
    throw new CurlFailure(
      7,
      `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    )
  const read = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : context.fs.readText(path)
  const tls = {
    servername: serverNameFor(host),
    rejectUnauthorized: !line.is('insecure'),
    secureContext: secureContextOf({
      ca: read(line.value('cacert')),
      cert: read(line.value('cert')),
      key: read(line.value('key')),
    }),
  }
  const limit = line.value('max-time')
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: dialled.at.host,
        port: dialled.at.port,
        path: `${url.pathname}${url.search}`,
        method: line.value('request') ?? (line.value('data') === undefined ? 'GET' : 'POST'),
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
    outgoing.end(line.value('data'))
  })
}

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
  if (error.code === 'ECONNRESET')
    return new CurlFailure(35, 'Recv failure: Connection reset by peer')
  return new CurlFailure(60, 'SSL certificate problem: unable to get local issuer certificate')
}
