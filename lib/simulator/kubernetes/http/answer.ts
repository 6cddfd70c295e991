import { type IncomingMessage, type ServerResponse } from 'node:http'
import { PlainRefusal, StatusError } from '../api/status-error'
import { type Json } from '../json/json'
import { NotAuthorized } from './access/authorize'
import { encoded } from './encoded'
import { indented } from './indented'
import { isForPeople, wantsYaml } from './negotiation'
import { urlOf } from './request-url'
import { yamlText } from '../json/yaml-text'

/** One answer of the API server; text and bytes are sent as they are, anything else as JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly contentType?: string
  /** Its length isn't known when it begins. */
  readonly streamed?: boolean
  /** Writes what comes after the body, and ends the response. */
  readonly goesOn?: (response: ServerResponse) => void
  readonly headers?: Readonly<Record<string, string>>
}

/** Go's `http.Error`. */
const plain = (status: number, body: string): Answer => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
  headers: { 'X-Content-Type-Options': 'nosniff' },
})

export const ok = (body: unknown): Answer => ({ status: 200, body })

/** To what was asked of an object by one of its subresources, which has nothing of its own to show. */
export const granted: Answer = {
  status: 201,
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
}

/** Go's net/http tells the length of what fits its buffer, and sends the rest in chunks. */
const bufferedBytes = 2048

export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  minor: number,
): void {
  if (answer.status === 204) {
    response.writeHead(204, { 'Cache-Control': 'no-cache, private' })
    return void response.end()
  }
  const isText = typeof answer.body === 'string' || Buffer.isBuffer(answer.body)
  const isYaml = !isText && wantsYaml(request)
  const body = isText ? answer.body : textOf(request, answer, isYaml, minor)
  const length = Buffer.byteLength(body)
  response.writeHead(answer.status, {
    'Cache-Control': 'no-cache, private',
    'Content-Type': answer.contentType ?? (isYaml ? 'application/yaml' : 'application/json'),
    ...answer.headers,
    ...(answer.status === 504 && { 'Retry-After': '1' }),
    ...(length <= bufferedBytes && !answer.streamed && { 'Content-Length': length }),
  })
  if (!answer.goesOn) return void response.end(body)
  response.flushHeaders()
  response.write(body)
  answer.goesOn(response)
}

/** What the client is to tell who uses it. */
export function warnOf(warning: string | undefined, response: ServerResponse): void {
  if (warning !== undefined) response.appendHeader('Warning', `299 - ${JSON.stringify(warning)}`)
}

function textOf(request: IncomingMessage, answer: Answer, isYaml: boolean, minor: number): string {
  const json = (): string => encoded(answer.body as object)
  if (isYaml) return yamlText(JSON.parse(json()) as Json)
  if (!isForPeople(request, urlOf(request).searchParams)) return `${json()}\n`
  return indented(answer.body, answer.status === 406 ? withoutOwnEncoder : minor)
}

export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  minor: number,
): void {
  if (error instanceof PlainRefusal)
    return send(request, response, plain(error.code, `${error.message}\n`), minor)
  const refusal =
    error instanceof StatusError
      ? error
      : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`)
  const headers = error instanceof NotAuthorized ? { 'X-Content-Type-Options': 'nosniff' } : {}
  send(request, response, { status: refusal.code, body: refusal.body, headers }, minor)
}

/** A 406 is encoded by Go's own library, as all is by later versions. */
const withoutOwnEncoder = Infinity
