import { Agent, request } from 'node:https'
import { once } from 'node:events'
import { type IncomingMessage } from 'node:http'
import { type KeyPair } from '../../x509/certificate'

export interface HttpAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: unknown
}

/** Asks the simulated API over TLS, as curl did for the recordings. */
export class HttpsClient {
  readonly #agent: Agent

  constructor(
    private readonly port: number,
    ca: string | undefined,
    pair: KeyPair | undefined,
    private readonly token?: string,
  ) {
    this.#agent = new Agent({
      ...(ca !== undefined && { ca }),
      keepAlive: true,
      servername: 'control-plane.minikube.internal',
      ...(pair && { cert: pair.certificate, key: pair.key }),
    })
  }

  async ask(
    method: string,
    path: string,
    { accept, contentType, body }: { accept?: string; contentType?: string; body?: unknown } = {},
  ): Promise<HttpAnswer> {
    const response = await this.#send(method, path, accept, contentType, body)
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const isJson = response.headers['content-type'] === 'application/json'
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: isJson ? parsed(text) : text,
    }
  }

  /** The events of a watch as they come; ends when the server ends the stream. */
  async *watch<T>(path: string, accept?: string): AsyncGenerator<T> {
    const response = await this.#send('GET', path, accept)
    let rest = ''
    for await (const chunk of response) {
      const lines = (rest + (chunk as Buffer).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line) as T
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  async #send(
    method: string,
    path: string,
    accept?: string,
    contentType?: string,
    body?: unknown,
  ): Promise<IncomingMessage> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : spaced(body)
    const sent = request({
      host: '127.0.0.1',
      port: this.port,
      method,
      path,
      agent: this.#agent,
      headers: {
        'User-Agent': 'curl/7.88.1',
        'Content-Length': Buffer.byteLength(text),
        ...(accept && { Accept: accept }),
        ...(contentType && { 'Content-Type': contentType }),
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
      },
    })
    sent.end(text)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return response
  }
}

/** One JSON document, or the lines of a stream. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** JSON as Python writes it, which the recorded requests were made with. */
const spaced = (body: unknown): string =>
  JSON.stringify(body, undefined, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/([[{]) | ([\]}])/g, '$1$2')
