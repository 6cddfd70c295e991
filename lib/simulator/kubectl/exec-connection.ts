import { type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { type WebSocket } from 'ws'
import { bytesOf, textOf } from '../shell/text'
import { type ApiConnection } from './api-connection'
import { ApiRefusal } from './api-refusal'
import { KubectlFailure } from './failure'

/** What is sent to a command in a container, and who takes what it writes. */
export interface Connected {
  /** Undefined: it is not connected to any. */
  readonly stdin: string | undefined
  readonly onStdout: (chunk: string) => void
  readonly onStderr: (chunk: string) => void
}

interface ExecStatus {
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: string
  readonly details?: { readonly causes?: readonly { reason?: string; message?: string }[] }
}

/** In this one a client can end its input. */
const protocol = 'v5.channel.k8s.io'
const [stdin, stdout, stderr, error, close] = [0, 1, 2, 3, 255]

/** Runs a command by the API; resolves to its exit code. Throws ApiRefusal and KubectlFailure. */
export async function execByApi(
  api: ApiConnection,
  path: string,
  connected: Connected,
): Promise<number> {
  const status = await api.talk(path, protocol, (socket) => conversation(socket, api, connected))
  if (status.status === 'Success') return 0
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message
  if (status.reason === 'NonZeroExitCode' && code !== undefined) return Number(code)
  throw new KubectlFailure(`error: ${status.message ?? 'unknown error'}`)
}

/** Resolves to what comes last: how the command has ended. */
const conversation = (
  socket: WebSocket,
  api: ApiConnection,
  connected: Connected,
): Promise<ExecStatus> =>
  new Promise((resolve, reject) => {
    socket.on('open', () => {
      if (connected.stdin === undefined) return
      socket.send(Buffer.concat([Buffer.of(stdin), bytesOf(connected.stdin)]))
      socket.send(Buffer.of(close, stdin))
    })
    socket.on('message', (data: Buffer) => {
      const [channel, written] = [data[0], textOf(data.subarray(1))]
      if (channel === stdout) connected.onStdout(written)
      else if (channel === stderr) connected.onStderr(written)
      else if (channel === error && written !== '') resolve(JSON.parse(written) as ExecStatus)
    })
    socket.on('close', () => reject(new KubectlFailure('error: unexpected EOF')))
    socket.on('error', (failure) => reject(new KubectlFailure(`error: ${failure.message}`)))
    socket.on('unexpected-response', (_, refused) => {
      void refusal(refused, api).then(reject, reject)
    })
  })

async function refusal(refused: IncomingMessage, api: ApiConnection): Promise<KubectlFailure> {
  const body = await text(refused)
  return body.startsWith('{')
    ? ApiRefusal.of(refused.statusCode ?? 0, body, api.server.host)
    : new KubectlFailure(`error: unable to upgrade connection: ${body}`)
}
