import { type Answer, headOf, type Secured } from './answer'
import { type Asking, requestText } from './asking'
import type { CurlFailure } from './failure'
import { verifyWords } from './tls-errors'
import type { Transfer } from './write-out'

/** What `-v` tells of a transfer, around the last that is shown of its progress. */
export interface Story {
  readonly before: string
  readonly after: string
}

/** The story of a transfer that has ended. */
export function narrated({ asking, answer, failure }: Transfer): Story {
  const over = answer?.over
  const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
  if (!over)
    return failure
      ? { before: lines(failedLines(failure)), after: '* Closing connection 0\n' }
      : { before: '', after: '' }
  return {
    before: lines([
      `*   Trying ${over.ip}:${over.port}...`,
      `* Connected to ${over.host} (${over.ip}) port ${over.port} (#0)`,
      ...(over.secured ? handshake(over.secured, answer.version === '2') : []),
      ...(answer.version === '2' ? streamOf(asking) : []),
      ...arrows('>', requestText(asking, answer.version)),
      ...sentLines(answer),
      ...arrows('<', headOf(answer)),
      ...dataLine(answer),
    ]),
    after: `* Connection #0 to host ${over.host} left intact\n`,
  }
}

const sentLines = ({ uploaded, version, over }: Answer): string[] => [
  ...(uploaded > 0
    ? [`} [${version === '2' ? 5 : uploaded} bytes data]`, '* We are completely uploaded and fine']
    : []),
  ...(over?.secured?.protocol === 'TLSv1.3'
    ? [
        '{ [5 bytes data]',
        '* TLSv1.3 (IN), TLS handshake, Newsession Ticket (4):',
        '{ [130 bytes data]',
      ]
    : []),
]

const arrows = (arrow: string, head: string): string[] =>
  head
    .split('\r\n')
    .slice(0, -1)
    .map((each) => `${arrow} ${each}\r`)

function failedLines(failure: CurlFailure): string[] {
  const words = withoutCode(failure)
  const [, host, port] = /^Failed to connect to (\S+) port (\d+) after/.exec(words) ?? []
  if (host === undefined || failure.exitCode !== 7) return [`* ${words}`]
  return [
    `*   Trying ${host}:${port}...`,
    `* connect to ${host} port ${port} failed: Connection refused`,
    `* ${words}`,
  ]
}

const withoutCode = ({ message }: CurlFailure): string => message.replace(/^curl: \(\d+\) /, '')

const dataLine = ({ body, version }: Answer): string[] =>
  body === '' ? [] : [`{ [${version === '2' ? 5 : Buffer.byteLength(body)} bytes data]`]

/** The messages of a handshake of TLS 1.3, with their sizes where no certificate makes them. */
const messages: readonly (readonly [direction: 'IN' | 'OUT', what: string, bytes: number])[] = [
  ['OUT', 'TLS handshake, Client hello (1)', 512],
  ['IN', 'TLS handshake, Server hello (2)', 122],
  ['IN', 'TLS handshake, Encrypted Extensions (8)', 15],
  ['IN', 'TLS handshake, Request CERT (13)', 105],
  ['IN', 'TLS handshake, Certificate (11)', 1052],
  ['IN', 'TLS handshake, CERT verify (15)', 264],
  ['IN', 'TLS handshake, Finished (20)', 36],
  ['OUT', 'TLS change cipher, Change cipher spec (1)', 1],
  ['OUT', 'TLS handshake, Certificate (11)', 8],
  ['OUT', 'TLS handshake, Finished (20)', 36],
]

function handshake(secured: Secured, isSecond: boolean): string[] {
  const { protocol, cipher, certificate, verifyResult } = secured
  const verified =
    verifyResult === 0
      ? '*  SSL certificate verify ok.'
      : `*  SSL certificate verify result: ${verifyWords(verifyResult)} (${verifyResult}), continuing anyway.`
  return [
    `* ALPN: offers ${isSecond ? 'h2,http/1.1' : 'http/1.1'}`,
    '} [5 bytes data]',
    ...messages.flatMap(([direction, what, bytes]) => [
      `* ${protocol} (${direction}), ${what}:`,
      `${direction === 'OUT' ? '}' : '{'} [${/Extensions/.test(what) && !isSecond ? bytes + 6 : bytes} bytes data]`,
    ]),
    `* SSL connection using ${protocol} / ${cipher}`,
    `* ALPN: server accepted ${isSecond ? 'h2' : 'http/1.1'}`,
    '* Server certificate:',
    `*  subject: ${nameOf(certificate.subject)}`,
    `*  start date: ${certificate.valid_from}`,
    `*  expire date: ${certificate.valid_to}`,
    `*  issuer: ${nameOf(certificate.issuer)}`,
    verified,
    ...(isSecond
      ? ['} [5 bytes data]', '* using HTTP/2']
      : ['* using HTTP/1.1', '} [5 bytes data]']),
  ]
}

const nameOf = (name: object): string =>
  Object.entries(name)
    .flatMap(([key, value]) => [value].flat().map((each) => `${key}=${String(each)}`))
    .join('; ')

const streamOf = ({ method, url, headers }: Asking): string[] => [
  `* h2h3 [:method: ${method}]`,
  `* h2h3 [:path: ${url.pathname}${url.search}]`,
  '* h2h3 [:scheme: https]',
  `* h2h3 [:authority: ${url.host}]`,
  ...headers.map(([name, value]) => `* h2h3 [${name.toLowerCase()}: ${value}]`),
  '* Using Stream ID: 1 (easy handle 0x563b33324490)',
  '} [5 bytes data]',
]
