import { askDaemon } from '../../../docker/daemon-api'
import { dockerSocket } from '../../../docker/docker-socket'
import type { CommandLine, FlagError } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { type Answer, plainAnswer } from './answer'
import { cannotConnect, CurlFailure } from './failure'

/** What people type at curl beside what the twin's takes. */
const beyond =
  'form|F config|K cookie|b cookie-jar|c user-agent help|h manual|M range|r referer|e remote-time|R remote-header-name|J ciphers tls13-ciphers socks5 interface local-port limit-rate speed-limit|Y speed-time|y continue-at|C trace trace-ascii trace-time netrc|n parallel|Z path-as-is keepalive-time cert-type key-type pass pinnedpubkey crlfile negotiate ntlm digest basic anyauth proxy-user|U proxytunnel|p form-string stderr etag-save etag-compare http2-prior-knowledge http3 sslv2|2 sslv3|3 tlsv1|1 tlsv1.0 tlsv1.1 doh-url dns-servers fail-early next|: rate url-query variable'
    .split(' ')
    .map((each) => each.split('|'))

/** The option, if curl has it and the twin's does not; undefined: curl does not know it either. */
export function realOptionOf({ message }: FlagError, args: readonly string[]): string | undefined {
  const [, long] = /^unknown flag: --(\S+)$/.exec(message) ?? []
  const [, letter] = /^unknown shorthand flag: '(.)'/.exec(message) ?? []
  const found = beyond.find(([name, short]) => name === long || (letter && short === letter))
  if (!found) return undefined
  return long ? `--${long}` : (args.find((arg) => arg.startsWith(`-${letter}`)) ?? `-${letter}`)
}

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

const numbers = [
  'max-time',
  'connect-timeout',
  'retry',
  'retry-delay',
  'retry-max-time',
  'max-redirs',
]

/** What curl says of an option whose number is none; undefined where all are good. */
export function wrongNumber(line: CommandLine): string | undefined {
  const name = numbers.find((each) => !/^(-?\d*\.?\d+)?$/.test(line.value(each) ?? ''))
  return name && `curl: option --${name}: expected a proper numerical parameter\n`
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

/** Of the answers of Docker's API. */
const daemonHeaders = (
  body: string,
  { apiVersion, version }: { readonly apiVersion: string; readonly version: string },
): [string, string][] => [
  ['Api-Version', apiVersion],
  [
    'Content-Type',
    body.startsWith('{') || body.startsWith('[') ? 'application/json' : 'text/plain; charset=utf-8',
  ],
  ['Docker-Experimental', 'false'],
  ['Ostype', 'linux'],
  ['Server', `Docker/${version} (linux)`],
  ['Content-Length', String(Buffer.byteLength(body))],
]

/** What needs no network: files, and what listens at a socket of the machine's. */
export function ownAnswer(
  url: URL,
  line: CommandLine,
  context: CommandContext,
): Answer | undefined {
  const { fs } = context
  if (url.protocol === 'file:') {
    if (!fs.exists(url.pathname)) throw new CurlFailure(37, `Couldn't open file ${url.pathname}`)
    return plainAnswer(0, fs.readText(url.pathname))
  }
  const socket = line.value('unix-socket')
  if (socket === undefined) return undefined
  const isDocker = [dockerSocket.path, '/run/docker.sock'].includes(socket)
  const engine = isDocker ? context.machine.sockets.connect(dockerSocket) : undefined
  const mayAsk = context.user.uid === 0 || context.user.groups.includes('docker')
  if (!engine?.running || !mayAsk) throw cannotConnect(url.hostname, 80)
  const { status, body } = askDaemon(engine, line.value('request') ?? 'GET', url)
  return { ...plainAnswer(status, body), headers: daemonHeaders(body, engine.options) }
}
