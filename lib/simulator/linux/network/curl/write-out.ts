import type { CommandLine } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { type Answer, headerOf, headOf } from './answer'
import { type Asking, readIfThere, requestText } from './asking'
import { type CurlFailure } from './failure'

/** One transfer, ended well or not. */
export interface Transfer {
  readonly asking: Asking
  readonly file: string | undefined
  readonly answer: Answer | undefined
  readonly failure: CurlFailure | undefined
  readonly seconds: number
}

interface Told {
  readonly stdout: string
  readonly stderr: string
}

/** What `-w` asks for. A transfer that failed has the status 000. */
export function writeOut(format: string | undefined, transfer: Transfer): Told {
  const told = { stdout: '', stderr: '' }
  if (format === undefined) return told
  let to: 'stdout' | 'stderr' = 'stdout'
  const pieces = format.matchAll(/%header\{([^}]*)\}|%\{([^}]*)\}|%%|\\[nrt]|[^]/g)
  for (const [piece, header, variable] of pieces)
    if (variable === 'stderr' || variable === 'stdout') to = variable
    else if (header !== undefined)
      told[to] += transfer.answer ? (headerOf(transfer.answer, header.toLowerCase()) ?? '') : ''
    else if (variable !== undefined) {
      const value = valueOf(variable, transfer)
      if (value === undefined) told.stderr += `curl: unknown --write-out variable: '${variable}'\n`
      else told[to] += value
    } else told[to] += escapes[piece] ?? piece
  return told
}

const escapes: Readonly<Record<string, string>> = {
  '%%': '%',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
}

function valueOf(variable: string, transfer: Transfer): string | undefined {
  if (variable === 'json') return JSON.stringify(allOf(transfer))
  if (variable === 'header_json') return headerJson(transfer.answer)
  if (variable.startsWith('time_')) return timeOf(variable, transfer)
  const value = valuesOf(transfer)[variable]
  if (value === undefined) return undefined
  return /^(response_code|http_code|http_connect)$/.test(variable)
    ? String(value).padStart(3, '0')
    : String(value ?? '')
}

const times =
  /^time_(appconnect|connect|namelookup|pretransfer|redirect|starttransfer|total|posttransfer)$/

function timeOf(variable: string, { seconds, answer }: Transfer): string | undefined {
  if (!times.test(variable)) return undefined
  if (/redirect/.test(variable) || (!answer && !/total/.test(variable))) return '0.000000'
  const part = /namelookup/.test(variable) ? 0.01 : /connect$/.test(variable) ? 0.3 : 1
  return (seconds * part).toFixed(6)
}

/** By the names of curl's variables. */
function valuesOf(transfer: Transfer): Readonly<Record<string, string | number | null>> {
  const { asking, file, answer, failure, seconds } = transfer
  const over = answer?.over
  const size = file === undefined || answer ? Buffer.byteLength(answer?.body ?? '') : 0
  return {
    content_type: answer ? (headerOf(answer, 'content-type') ?? null) : null,
    errormsg: failure?.message.replace(/^curl: \(\d+\) /, '') ?? null,
    exitcode: failure?.exitCode ?? 0,
    filename_effective: file ?? null,
    http_code: answer?.status ?? 0,
    http_connect: 0,
    http_version: answer && answer.status > 0 ? answer.version : '0',
    local_ip: over?.localIp ?? '',
    local_port: over ? 56_000 : 0,
    method: asking.method,
    num_connects: over ? 1 : 0,
    num_headers: answer?.headers.length ?? 0,
    num_redirects: 0,
    proxy_ssl_verify_result: 0,
    redirect_url: null,
    referer: null,
    remote_ip: over?.ip ?? '',
    remote_port: over?.port ?? 0,
    response_code: answer?.status ?? 0,
    scheme: asking.url.protocol.slice(0, -1).toUpperCase(),
    size_download: size,
    size_header: answer ? Buffer.byteLength(headOf(answer)) : 0,
    size_request: over && answer ? requestText(asking, answer.version).length : 0,
    size_upload: answer?.uploaded ?? 0,
    speed_download: seconds > 0 ? Math.floor(size / seconds) : 0,
    speed_upload: 0,
    ssl_verify_result: over?.secured?.verifyResult ?? 0,
    url: asking.url.href,
    url_effective: asking.url.href,
    urlnum: 0,
  }
}

const allOf = (transfer: Transfer): object => ({
  ...valuesOf(transfer),
  curl_version: 'libcurl/7.88.1',
})

function headerJson(answer: Answer | undefined): string {
  const named = new Map<string, string[]>()
  for (const [name, value] of answer?.headers ?? []) {
    const key = name.toLowerCase()
    named.set(key, [...(named.get(key) ?? []), value])
  }
  const rows = [...named].map(
    ([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values)}`,
  )
  return `{${rows.join(',\n')}\n}`
}

/** `-w FORMAT`, `-w @FILE`. */
export function formatOf(line: CommandLine, context: CommandContext): string | undefined {
  const typed = line.value('write-out')
  return typed?.startsWith('@') ? (readIfThere(typed.slice(1), context) ?? '') : typed
}
