import { absolute } from '../../../file-system/paths'
import type { CommandLine } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { CurlFailure, hint } from './failure'

/** What is asked of a server. */
export interface Asking {
  readonly url: URL
  readonly method: string
  /** In the order in which curl sends them, `Host` aside. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
  /** What could not be read, and does no harm. */
  readonly warnings: string
}

/** The head of a request, as it goes over the wire, and as curl counts it. */
export const requestText = ({ method, url, headers }: Asking, version: string): string =>
  [
    `${method} ${url.pathname}${url.search} HTTP/${version}`,
    `Host: ${url.host}`,
    ...headers.map(([name, value]) => `${version === '2' ? name.toLowerCase() : name}: ${value}`),
    '',
    '',
  ].join('\r\n')

const formType = 'application/x-www-form-urlencoded'

/** The request that the options make of an URL. Throws CurlFailure where a file to send is not there. */
export function askingOf(asked: URL, line: CommandLine, context: CommandContext): Asking {
  const { text, type, warnings } = dataOf(line, context)
  const upload = line.value('upload-file')
  const body = upload === undefined ? text : readUpload(upload, context)
  const url = new URL(asked)
  const isQuery = line.is('get') && text !== undefined
  if (isQuery) url.search = [url.search.slice(1), text].filter(Boolean).join('&')
  return {
    url,
    method: line.value('request') ?? methodOf(line, isQuery, upload, text),
    headers: headersOf(line, context, isQuery ? undefined : body, upload === undefined ? type : ''),
    body: isQuery ? undefined : body,
    warnings,
  }
}

function methodOf(
  line: CommandLine,
  isQuery: boolean,
  upload: string | undefined,
  data: string | undefined,
): string {
  if (line.is('head')) return 'HEAD'
  if (upload !== undefined) return 'PUT'
  return data === undefined || isQuery ? 'GET' : 'POST'
}

function headersOf(
  line: CommandLine,
  context: CommandContext,
  body: string | undefined,
  type: string,
): [string, string][] {
  const user = line.value('user')
  const bearer = line.value('oauth2-bearer')
  const own: [string, string][] = []
  if (user !== undefined)
    own.push(['Authorization', `Basic ${Buffer.from(user).toString('base64')}`])
  else if (bearer !== undefined) own.push(['Authorization', `Bearer ${bearer}`])
  own.push(['User-Agent', line.value('user-agent') ?? 'curl/7.88.1'])
  const json = line.value('json') === undefined ? '*/*' : 'application/json'
  own.push(['Accept', json])
  const typed = line.values('header').flatMap((each) => typedHeaders(each, context))
  const replaced = new Set(typed.map(([name]) => name.toLowerCase()))
  const kept = own.filter(([name]) => !replaced.has(name.toLowerCase()))
  const ofBody: [string, string][] = []
  if (body !== undefined) {
    ofBody.push(['Content-Length', String(Buffer.byteLength(body))])
    if (type !== '' && !replaced.has('content-type')) ofBody.push(['Content-Type', type])
  }
  return [...kept, ...typed.filter(([, value]) => value !== ''), ...ofBody]
}

/** `Name: value`; `Name:` takes a header away, `Name;` sends an empty one; `@FILE` has one a line. */
function typedHeaders(text: string, context: CommandContext): [string, string][] {
  if (text.startsWith('@'))
    return (readIfThere(text.slice(1), context) ?? '')
      .split('\n')
      .flatMap((each) => typedHeaders(each.trim(), context))
  const [, name = '', value = ''] = /^([^:;]+)[:;]\s*(.*)$/s.exec(text) ?? []
  return name === '' ? [] : [[name, value.trim()]]
}

interface Data {
  readonly text: string | undefined
  readonly type: string
  readonly warnings: string
}

/** All of `-d` and its likes, joined. */
function dataOf(line: CommandLine, context: CommandContext): Data {
  const parts: string[] = []
  let warnings = ''
  const take = (typed: string, strip: boolean): void => {
    const read = typed.startsWith('@') ? readIfThere(typed.slice(1), context) : typed
    if (read === undefined)
      warnings += `Warning: Couldn't read data from file "${typed.slice(1)}", this makes an empty \nWarning: POST.\n`
    const text = read ?? ''
    parts.push(strip && typed.startsWith('@') ? text.replace(/[\r\n]/g, '') : text)
  }
  for (const each of line.values('data')) take(each, true)
  for (const each of line.values('data-binary')) take(each, false)
  parts.push(...line.values('data-raw'), ...line.values('data-urlencode').map(urlEncoded))
  const json = line.values('json')
  for (const each of json) take(each, false)
  if (parts.length === 0) return { text: undefined, type: '', warnings }
  const isJson = json.length > 0
  return {
    text: parts.join(isJson ? '' : '&'),
    type: isJson ? 'application/json' : formType,
    warnings,
  }
}

/** `name=value` and `value`: the value is what is encoded. */
function urlEncoded(typed: string): string {
  const at = typed.indexOf('=')
  const name = at > 0 ? `${typed.slice(0, at)}=` : ''
  return name + encodeURIComponent(typed.slice(at + 1))
}

/** A file that an option names, or standard input (`-`). */
export function readIfThere(path: string, context: CommandContext): string | undefined {
  if (path === '-') return context.stdin
  try {
    return context.fs.readText(absolute(context.cwd, path))
  } catch {
    return undefined
  }
}

function readUpload(path: string, context: CommandContext): string {
  const text = readIfThere(path, context)
  if (text !== undefined) return text
  throw new CurlFailure(
    26,
    'Failed to open/read local data from file/application',
    `curl: Can't open '${path}'!\n${hint}`,
  )
}
