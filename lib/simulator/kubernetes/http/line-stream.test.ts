import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { LineStream } from './line-stream'

const server = createServer((_, response) => void open.push(new LineStream(response)))
const open: LineStream[] = []
before(async () => once(server.listen(0, '127.0.0.1'), 'listening'))
after(() => server.close())

/** Reads what a stream is sent, as it is on the wire. */
class Client {
  #seen = ''

  private constructor(
    private readonly socket: Socket,
    readonly stream: LineStream,
  ) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.#seen += text))
  }

  static async asking(version: string): Promise<Client> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`GET / HTTP/${version}\r\nHost: x\r\nConnection: close\r\n\r\n`)
    await once(server, 'request')
    return new Client(socket, open.pop() as LineStream)
  }

  /** The body, once all has come that was written in this turn. */
  async body(): Promise<string> {
    while (!this.#seen.includes('last\n')) await once(this.socket, 'data')
    this.stream.end()
    await once(this.socket, 'close')
    return this.#seen.slice(this.#seen.indexOf('\r\n\r\n') + 4)
  }
}

const [first, last] = ['first\n', 'last\n'].map((line) => Buffer.from(line)) as [Buffer, Buffer]
const end = '0\r\n\r\n'

test('what a burst tells is one chunk for each who listens', async () => {
  const clients = [await Client.asking('1.1'), await Client.asking('1.1')]
  for (const line of [first, last]) for (const { stream } of clients) stream.write(line)
  for (const client of clients) assert.equal(await client.body(), `b\r\nfirst\nlast\n\r\n${end}`)
})

test('whoever listens for less gets less of the same burst', async () => {
  const [all, some] = [await Client.asking('1.1'), await Client.asking('1.1')]
  all.stream.write(first)
  for (const { stream } of [all, some]) stream.write(last)
  assert.equal(await all.body(), `b\r\nfirst\nlast\n\r\n${end}`)
  assert.equal(await some.body(), `5\r\nlast\n\r\n${end}`)
})

test('a client of HTTP/1.0 gets lines without chunks', async () => {
  const client = await Client.asking('1.0')
  for (const line of [first, last]) client.stream.write(line)
  assert.equal(await client.body(), 'first\nlast\n')
})
